"""Background work: how far a piece of it is, one's own list, cancelling, and for administrators everybody's."""

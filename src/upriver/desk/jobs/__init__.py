"""Background work: what was asked for, how far it is, and what became of it."""

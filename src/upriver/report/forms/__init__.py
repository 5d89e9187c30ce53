"""What all forms of a document have in common."""

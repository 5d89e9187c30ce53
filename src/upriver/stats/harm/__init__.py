"""Events weighed by how grave they are, or by what they cost."""

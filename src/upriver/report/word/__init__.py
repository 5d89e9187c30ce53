"""Papers for people: the same paper as a Word file and as one page."""

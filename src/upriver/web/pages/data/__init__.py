"""What is held, deciding about what looks odd, and exploring the cleared figures."""

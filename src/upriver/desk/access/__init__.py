"""Whose things are whose: what the one policy is asked about, found in the tables."""

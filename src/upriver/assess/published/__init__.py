"""Figures that others have published, read into one shape: who lives where, and indicators with their comparators."""

"""Agreements: their files, their contradictions, how they stand on a day, and what they mean for each data set."""

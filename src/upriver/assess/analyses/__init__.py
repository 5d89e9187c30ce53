"""The shelf of analyses: one file, one question."""

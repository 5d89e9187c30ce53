"""Intake: recognising a file and checking it against its contract."""

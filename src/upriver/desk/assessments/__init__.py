"""Runs of an assessment."""

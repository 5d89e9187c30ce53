"""Asking official servers for open data, and noting what came."""

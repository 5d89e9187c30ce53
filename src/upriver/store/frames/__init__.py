"""Cleared tables as other libraries read them."""

"""Receiving: what a provider sends, is it what was declared, when is it due, how good is it."""

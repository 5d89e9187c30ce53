"""Letting a release out, taking one down, and putting right what was stopped half way."""

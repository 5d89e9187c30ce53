"""Answers of some people made to stand for all: weights, what they cost in certainty, and shares with intervals."""

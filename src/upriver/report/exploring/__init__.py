"""Asking the cleared cells of a release: what, where, who, when, compared with whom."""

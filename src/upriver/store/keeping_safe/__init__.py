"""Backups: which files of a workspace they hold, writing one whole, reading one back without trusting it."""

"""Blocks about what is delivered that several packs share: actions and their steps, money, reach, exceptions."""

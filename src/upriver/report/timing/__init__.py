"""What the pages on times, weapons and health share: the names of sources, splits read back, shares in words."""

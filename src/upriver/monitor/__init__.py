"""Is it working? Readings against baseline and target, control charts, designs of evaluation; no claim that a design can't carry."""

"""Is it working: indicators with their charts, targets, and what studies found, from cleared figures alone."""

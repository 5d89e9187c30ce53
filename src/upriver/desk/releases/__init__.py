"""What was published, by whom, from which run."""

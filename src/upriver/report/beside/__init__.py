"""What stands beside a picture wherever one of its kind is shown."""

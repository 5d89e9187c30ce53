"""What was sent, received and decided about it."""

"""What is told on the page of one area."""

"""What documents on requests, consultation and equality share."""

"""What is there against what is needed: services and money, and what is known of the approaches."""

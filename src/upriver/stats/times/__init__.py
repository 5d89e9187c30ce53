"""Hours, weekdays and days: sharing a range of times out, and London's clock."""

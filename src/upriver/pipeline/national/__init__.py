"""Every community safety partnership at once: statistics made once for the country, then a slice of them for each."""

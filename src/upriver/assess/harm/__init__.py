"""What offences weigh and cost: versioned tables, and counts weighed by them."""

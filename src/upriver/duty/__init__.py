"""The law as data: gateways, what agreements allow, and whether a wish is permitted."""

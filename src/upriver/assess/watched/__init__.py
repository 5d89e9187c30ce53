"""Series that indicators are read from and that no other chapter has: what is counted month by month, quarter by quarter, year by year."""

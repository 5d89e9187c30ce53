"""Models of counts over areas: which features of areas go with more events, and how well that holds elsewhere."""

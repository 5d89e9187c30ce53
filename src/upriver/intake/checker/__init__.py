"""The checker for a browser: one HTML file that checks, counts and makes keys without a network."""

"""What people write beside the figures."""

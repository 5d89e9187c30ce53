"""Commands about people who sign in."""

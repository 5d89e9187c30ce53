"""From what the workspace holds to how each requirement stands, and what is due."""

"""What data officers do: what is asked of them, sending it, signing for it, and how good it was."""

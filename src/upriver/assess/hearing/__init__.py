"""What people answered and said: surveys weighted to residents, themes counted, and who was not heard."""

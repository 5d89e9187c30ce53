"""What partners sent: closed places, files laid side by side, how full they are, and taking rows out."""

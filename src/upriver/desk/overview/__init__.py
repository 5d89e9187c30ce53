"""How a workspace stands: what is held, what is missing or odd, what sharing rests on and what providers owe, for commands and pages."""

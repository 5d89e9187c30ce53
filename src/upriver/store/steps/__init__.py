"""All SQL that counts: one file a step, each with its text, its version and what it says. Parameters are bound."""

"""The words of the gate: how a document comes to be released, and what may be left out of it."""

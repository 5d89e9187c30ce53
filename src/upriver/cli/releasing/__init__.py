"""Commands of the gate: asking for a release, reading it, voting, taking it back, and leaving something out."""

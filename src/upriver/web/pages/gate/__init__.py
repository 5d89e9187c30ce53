"""The gate: what waits to be read before release, reading it, voting, releasing, taking back, and the ledger."""

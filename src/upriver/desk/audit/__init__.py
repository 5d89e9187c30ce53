"""The audit log: one hash-chained event for everything that was done."""

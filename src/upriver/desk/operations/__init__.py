"""Running it: backups, restoring, upgrades, and what the doctor looks at. No table of its own."""

"""What `upriver doctor` looks at, one line each: this machine, the folder, the database, and what was recorded."""

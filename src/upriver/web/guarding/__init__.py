"""What stands before and around every page: headers, uploads as they arrive, faults, what was typed, how strongly somebody signed in."""

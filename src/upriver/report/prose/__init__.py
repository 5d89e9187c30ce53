"""What the partnership's analysts write beside the generated words: read, its live figures resolved, checked, shown."""

"""A partnership's own plan, taken in for the first time: which of its columns and words are which of a register's."""

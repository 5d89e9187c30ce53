"""The parts of the annual report: a year in numbers, what was done, what didn't work, and what comes next."""

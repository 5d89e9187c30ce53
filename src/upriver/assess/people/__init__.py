"""People in numbers: who is hurt, who harms, in what groups, beside how many live here. Never one person."""

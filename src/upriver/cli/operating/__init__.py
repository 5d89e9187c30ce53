"""Running it: `doctor`, `backup`, `restore`, `upgrade`, `audit`."""

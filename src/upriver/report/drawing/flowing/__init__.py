"""Pictures of how one thing leads to another: boxes in columns, joined by arrows."""

"""The community safety partnership's part: its own area, its plan against the priorities, what people there say."""

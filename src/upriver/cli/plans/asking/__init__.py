"""Commands of lining up plans, asking and consulting."""

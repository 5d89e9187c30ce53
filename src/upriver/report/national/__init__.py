"""The profile of one community safety partnership among all of them, and the list that leads to it."""

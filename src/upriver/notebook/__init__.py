"""The door for analysts: a workspace opened in a notebook or a script, questions asked of it, answers with their state."""

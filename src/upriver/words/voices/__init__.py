"""What people say to the partnership without a name, and how it is looked at before anybody reads it."""

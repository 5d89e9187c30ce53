"""What we will do, who and why: rules over the partnership's own records."""

"""Who is in: the register of authorities, from areas and lists to rows, and the boundaries of a day."""

"""What people of the fictional partnership wrote."""

"""What inspectors look at and ask for, as dated data, and the working days there are to answer in."""

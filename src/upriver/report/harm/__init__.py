"""What the sections on harm, voices and provision share: looking cells up by their names, and tables read beside them."""

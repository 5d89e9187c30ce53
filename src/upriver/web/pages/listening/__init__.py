"""Have your say: reading what people say, seeing to harm, telling what groups say, and opening and closing the form."""

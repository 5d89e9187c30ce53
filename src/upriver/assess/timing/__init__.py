"""When things happen: the calendar, the months that can be told of, and times shared out over the week."""

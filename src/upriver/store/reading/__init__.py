"""How a file that somebody sent is put before the engine, and what is counted or written from its rows."""

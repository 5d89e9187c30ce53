"""What a partner's feed needs beside its contract: made-up rows, and the reading of the ISTV's XML."""

"""Who the partnership is and which areas it covers."""

"""The nouns of sharing: who, under which agreement, which feed, and the papers that say so."""

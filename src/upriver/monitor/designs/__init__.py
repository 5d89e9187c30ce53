"""Did it work? A ladder of designs, from counts that are only watched to areas compared month by month; each refuses what it can't carry."""

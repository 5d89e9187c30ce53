"""English and Welsh: marked words, the language that is spoken now, catalogues, months and lists."""

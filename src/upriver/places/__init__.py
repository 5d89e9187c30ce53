"""The map room: areas with their vintages, what nests in what, neighbours, outlines. The only room with geometry."""

"""The ground of the fictional partnership: outlines, areas, changes between two censuses, files."""

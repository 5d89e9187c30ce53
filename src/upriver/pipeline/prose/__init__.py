"""Analysts' prose: from the files of a workspace to blocks on the pages, beside the cells it names."""

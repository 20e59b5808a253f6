"""A module per kind of file: a source in, its articles and the sources inside it out. The table of them is in `transforms/read.py`."""

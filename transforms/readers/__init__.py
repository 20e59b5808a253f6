"""A module per kind of file: a source in, its articles and the sources inside it out. `transforms/articles/read.py` has the table."""

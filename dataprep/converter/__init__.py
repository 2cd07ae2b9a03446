"""The converter: rows of a data set to chat records."""

"""What is in a data set: as figures, and as a page."""

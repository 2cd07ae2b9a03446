"""The forms that the rows of data sets take, one module each."""

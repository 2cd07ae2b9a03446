"""DP45: the images of a record."""

"""DP5: the records of a file together."""

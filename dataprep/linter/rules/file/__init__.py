"""DP0: files and lines."""

"""DP9: length."""

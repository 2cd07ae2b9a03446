"""DP2: roles, order, weight."""

"""DP8: preference pairs, and records for a grader."""

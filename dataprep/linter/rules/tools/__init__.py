"""DP3: tools, calls and their answers."""

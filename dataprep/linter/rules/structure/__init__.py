"""DP1: what a schema says, one rule for each kind of fault."""

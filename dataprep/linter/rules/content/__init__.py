"""DP4: what the messages hold."""

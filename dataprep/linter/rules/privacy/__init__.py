"""DP6: secrets, and what is known of people."""

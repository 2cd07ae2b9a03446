"""Records to tokens, tokens to a price."""

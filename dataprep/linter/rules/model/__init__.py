"""DP7: whether the model can be trained."""

"""The stages of one file, in order."""

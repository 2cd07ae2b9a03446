"""The providers there are, one file each; adding a file adds a provider."""

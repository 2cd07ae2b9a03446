"""The trainers there are."""

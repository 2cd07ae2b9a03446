"""The dialects of tools and calls: one file each, found by walking this folder."""

"""What flows through every stage: bytes to parts, parts to lines, lines to records."""

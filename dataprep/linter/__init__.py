"""The linter: bytes to lines to records to findings to a report."""

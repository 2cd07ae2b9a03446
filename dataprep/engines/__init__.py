"""Engines: where the work on parts is done."""

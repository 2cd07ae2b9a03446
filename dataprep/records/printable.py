"""Text as a terminal may show it: what a record or a model says must not steer it."""


def printable(text: str, *, keep: str = "") -> str:
    """Return TEXT with every control character written as an escape, but for those in KEEP."""
    return "".join(c if c.isprintable() or c in keep else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()

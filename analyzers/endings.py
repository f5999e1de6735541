"""Lists of endings, written as one line of words."""


def listed(words: str) -> tuple[str, ...]:
    """The words of a line, in their order."""
    return tuple(words.split())


def longest_first(words: str) -> tuple[str, ...]:
    """The words of a line, the longest first: the order in which endings must be tried."""
    return tuple(sorted(words.split(), key=len, reverse=True))

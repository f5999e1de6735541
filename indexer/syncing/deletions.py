"""Whether a site's report that articles are gone is plausible."""

SHARE = 0.1
FEW = 5


def believable(gone: int, known: int) -> bool:
    """Whether so many of the known items may be gone at once.

    A half-restored site, a broken plugin or a truncated export look like deletions, but editors delete only a
    few articles at a time. That everything is gone is never plausible.
    """
    return gone < known and gone <= max(FEW, SHARE * known)

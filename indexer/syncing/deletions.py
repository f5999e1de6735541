"""When a site's word that articles are gone is believed."""

SHARE = 0.1
FEW = 5


def believable(gone: int, known: int) -> bool:
    """Whether so many of the known items may be gone at once.

    A site that is half restored, a broken plugin or an export cut short all look like deletions; editors
    delete a few articles at a time. All that there was is never believed.
    """
    return gone < known and gone <= max(FEW, SHARE * known)

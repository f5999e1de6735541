"""How many letters two words differ in."""

from rapidfuzz.distance import Levenshtein


def within(one: str, other: str, distance: int) -> bool:
    """Whether at most ``distance`` insertions, deletions or substitutions make one word of the other."""
    return Levenshtein.distance(one, other, score_cutoff=distance) <= distance

"""The edit distance of two words."""


def within(one: str, other: str, distance: int) -> bool:
    """Whether the Levenshtein distance of two words is at most ``distance`` (Wagner and Fischer, 1974)."""
    if abs(len(one) - len(other)) > distance:
        return False
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > distance:
            return False
    return row[-1] <= distance

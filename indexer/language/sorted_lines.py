"""Tables that are searched in the bytes of a file, because a set of a million words takes 100 MB."""

from bisect import bisect_right
from typing import Final

_BLOCK = 2048


class SortedLines:
    """Lines in the order of their bytes, to look up whole lines, or values by what comes before a tab.

    The lines are in blocks of some kilobytes. The block is found by its first line, the line by comparing
    bytes. That takes a microsecond, and hardly more memory than the lines.

    Args:
        content: the lines in UTF-8, in order, without an end of line after the last one.
    """

    def __init__(self, content: bytes) -> None:
        self._content: Final = b"\n%b\n" % content
        self._size = content.count(b"\n") + 1 if content else 0
        self._starts = self._blocks()
        self._firsts = [self._content[start : self._content.find(b"\n", start)] for start in self._starts]

    def __contains__(self, line: str) -> bool:
        """Whether there is this line."""
        return self._find(line.encode(), b"\n") >= 0

    def __len__(self) -> int:
        """The number of lines."""
        return self._size

    def get(self, key: str) -> str | None:
        """What comes after a key and a tab; None if no line begins like that."""
        wanted = key.encode()
        at = self._find(wanted, b"\t")
        if at < 0:
            return None
        value = at + len(wanted) + 2
        return self._content[value : self._content.find(b"\n", value)].decode()

    def _find(self, wanted: bytes, end: bytes) -> int:
        """The place of the end of line before a line that begins with some bytes; -1 if there is none."""
        # No line of a file in UTF-8 has the byte FF, so the block may begin with the wanted line.
        block = bisect_right(self._firsts, b"%b%b\xff" % (wanted, end)) - 1
        if not self._size or block < 0:
            return -1
        until = self._starts[block + 1] if block + 1 < len(self._starts) else len(self._content)
        return self._content.find(b"\n%b%b" % (wanted, end), self._starts[block] - 1, until)

    def _blocks(self) -> list[int]:
        """Where a line begins, every some kilobytes."""
        starts, at = [1], 1
        while (end := self._content.find(b"\n", at + _BLOCK)) >= 0 and end + 1 < len(self._content):
            at = end + 1
            starts.append(at)
        return starts


NO_LINES = SortedLines(b"")


def sorted_lines(lines: set[str] | list[str]) -> str:
    """Lines in the order that ``SortedLines`` needs."""
    # Code points and the bytes of UTF-8 have the same order.
    return "\n".join(sorted(lines))

"""What every analyzer is and gives: tokens with an exact form, stems, a position and offsets."""

from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """One occurrence of a word.

    ``text`` is the source, always ``source[start:end]`` (offsets in characters). ``exact`` is the
    folded form, ``stems`` every reading of it (empty for numbers and for words of another script),
    ``position`` the place for phrases: several tokens may stand at one position.

    A named tuple and not a dataclass: creating one is three times faster, and indexing creates
    hundreds of thousands a second.
    """

    text: str
    exact: str
    stems: tuple[str, ...]
    position: int
    start: int
    end: int


class Analyzer(Protocol):
    """Text to tokens for one language. Total: no text raises."""

    @property
    def language(self) -> str:
        """The ISO 639-1 code."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the rules or the lexicon change."""

    def analyze(self, text: str) -> list[Token]:
        """Tokens ordered by position, then by start."""

    def stems(self, exact: str) -> tuple[str, ...]:
        """The stems of one folded word, without context; empty where it has none."""

    def root(self, exact: str) -> str:
        """A coarser stem of one folded word, which only ranks; empty where the language has none."""

    def is_function_word(self, exact: str) -> bool:
        """Whether the folded word only serves grammar (``the``, ``dhe``, ``که``, ``من``)."""

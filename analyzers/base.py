"""The interface of every analyzer: tokens with an exact form, stems, a position and offsets."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from analyzers.columns import Tokens


class Token(NamedTuple):
    """One occurrence of a word.

    ``text`` is the source, always ``source[start:end]`` (offsets in code points). ``exact`` is the folded
    form. ``stems`` has a stem for each reading; it is empty for numbers and for words of another script.
    ``position`` is for phrases: several tokens may have the same position.

    A named tuple, because creating one is three times faster than creating a dataclass, and indexing creates
    hundreds of thousands a second.
    """

    text: str
    exact: str
    stems: tuple[str, ...]
    position: int
    start: int
    end: int


class Analyzer(Protocol):
    """Turns text into tokens for one language. No text raises an error."""

    @property
    def language(self) -> str:
        """The language's code, ISO 639-1 if it has one."""

    @property
    def fingerprint(self) -> str:
        """A text that changes whenever the rules or the lexicon change."""

    def analyze(self, text: str) -> list[Token]:
        """The tokens of a text, by position and then by start."""

    def tokens(self, text: str) -> "Tokens":
        """The same in columns, for indexing."""

    def stems(self, exact: str) -> tuple[str, ...]:
        """The stems of one folded word, without context; () if it has none."""

    def asked_stems(self, exact: str, stems: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the stems of a query's word that a hit must share; the others are too weak to match by."""

    def phrase_forms(self, exact: str) -> tuple[str, ...]:
        """The forms with which a phrase may begin that was typed with this word: itself first."""

    def root(self, exact: str) -> str:
        """A coarser stem of one folded word, used for ranking only; "" if the language has none."""

    def is_common(self, exact: str) -> bool:
        """Whether the folded word is known as a common word, so that it is hardly a name."""

    def is_function_word(self, exact: str) -> bool:
        """Whether the folded word is a function word (``the``, ``dhe``, ``که``, ``من``)."""

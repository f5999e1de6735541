"""The weights of the ranking in a plain file, with a line such as ``title: 0.8`` for each that is changed."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from analyzers import FehrestError
from search.ranking import DEFAULT_WEIGHTS, Weights
from search.rules.files import Fault

HIGHEST = 10.0
"""The highest value of a weight."""
MEANINGS = {
    "exact": "the form as typed, in addition to its stem, which counts 1",
    "title": "a word that is also in the title",
    "function_word": "words such as 'the', if other words were typed",
    "bigram": "two words next to each other",
    "phrase": "a short query as typed",
    "root": "the coarser stem of a word",
    "synonym": "a synonym",
    "translation": "a word of another language",
    "recency": "points for an article of the last month",
}
"""What each weight is for."""
_LINE = re.compile(r"([a-z_]+)\s*[:=]\s*(\S+)")


class WeightError(FehrestError):
    """A file of weights cannot be used."""

    status = 400
    code = "bad-weights"


def weights_in(text: str, name: str, base: Weights = DEFAULT_WEIGHTS) -> tuple[Weights, tuple[Fault, ...]]:
    """The weights in a text, and its errors.

    Args:
        name: the file's name in messages.
        base: the weights that the text does not name.
    """
    found: dict[str, float] = {}
    faults = []
    for number, line in _lines(text):
        message = _read_line(line, found)
        faults += [Fault(f"{name}:{number}", message)] if message else []
    return replace(base, **found), tuple(faults)


def read_weights(path: Path, base: Weights = DEFAULT_WEIGHTS) -> Weights:
    """The weights in a file. A missing file changes none.

    Raises:
        WeightError: the file cannot be read or has an error; the message names the first one with its line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return base
    except (OSError, UnicodeDecodeError) as error:
        raise WeightError(f"{path} cannot be read as UTF-8 text: {error}") from error
    weights, faults = weights_in(text, str(path), base)
    if faults:
        raise WeightError(f"{faults[0].origin}: {faults[0].message}")
    return weights


def example(base: Weights = DEFAULT_WEIGHTS) -> str:
    """A text that changes nothing: each weight in a comment, with its value."""
    lines = (f"# {MEANINGS[name]}\n# {name}: {value:g}\n" for name, value in asdict(base).items())
    return "# To change a weight, remove the # before its name.\n\n" + "\n".join(lines)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        content = line.strip()
        if content and not content.startswith("#"):
            yield number, content


def _read_line(line: str, found: dict[str, float]) -> str:
    """Add a weight. Returns what is wrong with the line; empty for nothing."""
    parts = _LINE.fullmatch(line)
    if not parts or parts[1] not in MEANINGS:
        return f"{line[:40]!r} is not understood; write a name and a number: {', '.join(MEANINGS)}"
    name, value = parts[1], parts[2]
    if name in found:
        return f"{name} is there twice; delete one of the lines"
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= HIGHEST:
        return f"{value[:20]!r} is not a number from 0 to {HIGHEST:g}"
    found[name] = number
    return ""

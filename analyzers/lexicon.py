"""Lexicons compiled once from other packages' data and kept in a small cache file.

The packages' own loading is too dear for a process that only serves searches: importing hazm costs up
to 150 MB, simplemma's dictionaries half a second. So what an analyzer needs is compiled at first use
into a text file; afterwards only that file is read. The file is named by a digest of its sources and
checked by a digest of its content, so a new data file or a broken cache means compiling again.
"""

import contextlib
import hashlib
import importlib.util
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analyzers.errors import FehrestError

_MAGIC = b"fehrest-lexicon-1 "
SECTION = "\f"
"""Stands between the sections of a compiled lexicon."""


class LexiconError(FehrestError):
    """The data of a package that an analyzer is compiled from is missing."""

    code = "lexicon-missing"


def data_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, *parts)
        if path.is_file():
            return path
    name = "/".join(parts)
    raise LexiconError(f"{name} of the package {package} is missing. Mend it with: pip install {package}")


@cache
def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(*parts: str) -> str:
    """A short name for several texts together."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def cache_folder() -> Path:
    """Where compiled lexicons live: ``FEHREST_CACHE``, else the user's cache folder."""
    own = os.environ.get("FEHREST_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base, "fehrest")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled lexicon: its sections and a digest of them all."""

    sections: list[str]
    digest: str


def compiled(name: str, sources: Iterable[Path], build: Callable[[], list[str]]) -> Compiled:
    """A compiled lexicon, from the cache file or by ``build``.

    ``sources`` are the data files and the Python files that the content depends on: it is compiled again
    when any of them changes. Where the folder cannot be written the lexicon is compiled in every process;
    nothing raises for that.
    """
    path = cache_folder() / f"{name}-{digest(*map(file_digest, sources))}.lexicon"
    content = _read(path)
    if content is None:
        content = SECTION.join(build())
        _write(path, content.encode())
    return Compiled(content.split(SECTION), digest(content))


def section_of(stems: Mapping[str, str]) -> str:
    """Forms by their stems, a line for each: the text that ``mapping_of`` reads."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(stems):
        forms[stems[form]].append(form)
    return "\n".join(f"{value}\t{' '.join(forms[value])}" for value in sorted(forms))


def mapping_of(section: str) -> dict[str, str]:
    """Form to stems (joined by spaces); forms of one lemma share one value, which halves the memory."""
    found: dict[str, str] = {}
    for line in section.split("\n") if section else ():
        stems, _, forms = line.partition("\t")
        found.update(dict.fromkeys(forms.split(" "), stems))
    return found


def _read(path: Path) -> str | None:
    """The content of a cache file; None where there is none or it is damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head, _, content = data.partition(b"\n")
    if head != _head(content):
        return None
    return content.decode()


def _head(content: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(content).hexdigest().encode()


def _write(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a process never reads the half of another one's file."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            temporary = file.name
            file.write(_head(content) + b"\n" + content)
        os.replace(temporary, path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)

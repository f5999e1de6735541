"""Lexicons, compiled from the data of other packages when Fehrest is built.

Loading with the packages themselves is too slow and too large for a process that only serves searches:
importing hazm costs up to 150 MB, simplemma's dictionaries half a second. So what an analyzer needs is
compiled into a text file that is part of the wheel (``hatch_build.py``). Its name contains a digest of the
source files that it depends on, its first line a digest of its content. If a source file was edited since, or
the file is damaged, the lexicon is compiled again from the packages and kept in the user's cache folder.
"""

import contextlib
import hashlib
import importlib.util
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path

from analyzers.errors import FehrestError

SHIPPED = Path(__file__).with_name("lexicons")
"""The folder of the lexicons in the wheel. A checkout has it if it was installed with pip."""
_shipping: Path | None = None
_MAGIC = b"fehrest-lexicon-1 "
SECTION = "\f"
"""Separates the sections of a compiled lexicon."""


class LexiconError(FehrestError):
    """The data of a package that an analyzer is compiled from is missing."""

    code = "lexicon-missing"


def data_file(package: str, *parts: str) -> Path:
    """Path of a data file in an installed package, found without importing the package.

    Raises:
        LexiconError: the package is not installed, or lacks the file.
    """
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, *parts)
        if path.is_file():
            return path
    name = "/".join(parts)
    raise LexiconError(
        f"{name} of the package {package} is needed to compile a lexicon. Install it: pip install {package}"
    )


@cache
def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(*parts: str) -> str:
    """A short hash of several texts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def cache_folder() -> Path:
    """The folder of lexicons compiled here: ``FEHREST_CACHE``, else the user's cache folder."""
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


@dataclass(frozen=True, slots=True)
class Sources:
    """What the content of a lexicon depends on.

    ``own`` are files of Fehrest, ``data`` are files of other packages: the package, then the parts of the
    path.
    """

    own: tuple[Path, ...]
    data: tuple[tuple[str, ...], ...]

    def __add__(self, other: "Sources") -> "Sources":
        return Sources(self.own + other.own, self.data + other.data)

    def shipped_name(self, name: str) -> str:
        """Name of the file in the wheel, with a digest of Fehrest's files."""
        return f"{name}-{digest(*map(file_digest, self.own))}.lexicon"

    def cached_name(self, name: str) -> str:
        """Name of the file in the cache folder.

        Raises:
            LexiconError: a package is missing.
        """
        data = [data_file(package, *parts) for package, *parts in self.data]
        return f"{name}-{digest(*map(file_digest, (*self.own, *data)))}.lexicon"


def compiled(name: str, sources: Sources, build: Callable[[], list[str]]) -> Compiled:
    """A compiled lexicon: the shipped one, else the one in the cache folder, else a new one.

    If the cache folder is not writable, each process compiles the lexicon; that is not an error.

    Args:
        build: compiles the sections of the lexicon.

    Raises:
        LexiconError: it must be compiled, and a package with its data is not installed.
    """
    content = _read(SHIPPED / sources.shipped_name(name))
    if content is None:
        path = cache_folder() / sources.cached_name(name)
        content = _read(path)
        if content is None:
            content = SECTION.join(build())
            _write(path, content.encode())
    if _shipping is not None:
        _write(_shipping / sources.shipped_name(name), content.encode())
    return Compiled(content.split(SECTION), digest(content))


def kept(name: str) -> str | None:
    """A text that ``keep`` wrote into the cache folder; None if there is none, or it is damaged."""
    return _read(cache_folder() / name)


def keep(name: str, content: str) -> None:
    """Write a text into the cache folder. If that is not possible, nothing is kept."""
    _write(cache_folder() / name, content.encode())


@contextlib.contextmanager
def shipping(folder: Path) -> Iterator[None]:
    """A context manager: every lexicon that is read is also written to a folder, to be shipped."""
    global _shipping
    _shipping = folder
    try:
        yield
    finally:
        _shipping = None


def section_of(stems: Mapping[str, str]) -> str:
    """A mapping from forms to stems as text, one line per stem, as ``mapping_of`` reads it."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(stems):
        forms[stems[form]].append(form)
    return "\n".join(f"{value}\t{' '.join(forms[value])}" for value in sorted(forms))


def mapping_of(section: str) -> dict[str, str]:
    """Form -> stems, separated by spaces. Forms of one lemma share one value, which halves the memory."""
    if not section:
        return {}
    columns = section.replace("\t", "\n").split("\n")
    stems, forms = columns[::2], columns[1::2]
    counts = [line.count(" ") + 1 for line in forms]
    return dict(zip(" ".join(forms).split(" "), chain.from_iterable(map(repeat, stems, counts)), strict=True))


def _read(path: Path) -> str | None:
    """The content of a cache file; None if it is missing or damaged."""
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
    """Write to a temporary file and rename it, so that no process reads half of a file."""
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

"""Finds the synonym files: the shipped ones, and those in a folder that replace them.

A language's own file is ``synonyms.txt`` in its folder, and ``names.txt`` is next to this module. In an
editor's folder a language's file is named by its code: ``fa.txt``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT, fold, script_of
from search.synonyms.groups import Fault, Group, SynonymError, read_groups

NAMES = "names"
"""The file of names and other words that are the same in all languages and scripts."""


NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SynonymFiles:
    """The groups of each file, by its name without ``.txt``, and the errors in all files."""

    groups: dict[str, tuple[Group, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def shipped() -> dict[str, Path]:
    """The shipped files, by the name under which a file in an editor's folder replaces them."""
    found = {code: language.file("synonyms.txt") for code, language in LANGUAGES.items()}
    found[NAMES] = Path(__file__).with_name(f"{NAMES}.txt")
    return {name: path for name, path in found.items() if path.is_file()}


def read_files(folder: Path | None = None, texts: Mapping[str, str] = NO_TEXTS) -> SynonymFiles:
    """The shipped files, each replaced by the file of the same name in ``folder``.

    Args:
        texts: texts that are read in place of files, by the name of the file.

    Raises:
        SynonymError: the folder or a file cannot be read, or a file's name is not a language.
    """
    own = _own(folder) if folder else {}
    paths = shipped() | own
    groups: dict[str, tuple[Group, ...]] = {}
    faults: list[Fault] = []
    for name, path in sorted(paths.items()):
        text = texts[name] if name in texts else _text(path)
        found, wrong = read_groups(text, str(path) if name in own else f"{name}.txt")
        groups[name] = found
        faults += [*wrong, *_in_wrong_script(name, found)]
    return SynonymFiles(groups, tuple(faults))


def _own(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise SynonymError(
            f"FEHREST_SYNONYMS is {str(folder)!r}, which is not a folder. Create it, or unset it"
        )
    paths = {path.stem: path for path in sorted(folder.glob("*.txt"))}
    known = (*LANGUAGES, NAMES)
    for name, path in paths.items():
        if name not in known:
            names = ", ".join(f"{one}.txt" for one in known)
            raise SynonymError(f"{path} is not named after a language; use one of: {names}")
    return paths


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SynonymError(f"{path} cannot be read as UTF-8 text: {error}") from error


def _in_wrong_script(name: str, groups: tuple[Group, ...]) -> Iterator[Fault]:
    """Words that the analyzer of a file's language does not read."""
    if name == NAMES:
        return
    for group in groups:
        for word in (*group.typed, *group.found):
            if name not in LANGUAGES_OF_SCRIPT.get(script_of(fold(word)), (name,)):
                yield Fault(group.origin, f"{word!r} is in another script; its group belongs in {NAMES}.txt")
                break

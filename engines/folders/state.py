"""The small file next to an index: its revision, and by which analyzers it was made."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from engines.port.errors import EngineError, OutdatedIndexError
from engines.port.fields import FIELDS, FIRST_MARK
from engines.port.origin import Origin

_NAME = "state.json"
FORMAT = 3
"""Increased when the layout of the indexed data changes, so that an older index is rebuilt."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index stores about itself."""

    revision: int = 0
    fingerprint: str = ""
    format: int = FORMAT
    lineage: str = ""
    settings: str = ""

    @property
    def origin(self) -> Origin:
        """What the index was made from."""
        return Origin(self.lineage, self.settings)

    def after(self, revision: int, origin: Origin | None) -> "State":
        """The state after a commit of ``revision``."""
        kept = origin or Origin()
        return replace(self, revision=revision, lineage=kept.lineage, settings=kept.settings)


def read_state(folder: Path) -> State:
    """The state of an index.

    Raises:
        OutdatedIndexError: another version of Fehrest made it, or it holds other fields than are declared.
        EngineError: the file is missing or damaged.
    """
    try:
        found = json.loads((folder / _NAME).read_text("utf-8"))
        if found["format"] == FORMAT and found.get("fields", FIRST_MARK) == FIELDS.mark:
            # An index of version 0.1 does not store its origin.
            marks = str(found.get("lineage", "")), str(found.get("settings", ""))
            return State(int(found["revision"]), str(found["fingerprint"]), FORMAT, *marks)
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise EngineError(
            f"The index in {folder} is damaged ({error}). Rebuild it: fehrest reindex"
        ) from error
    raise OutdatedIndexError(
        f"The index in {folder} was made by another version of Fehrest or for other fields. "
        "Rebuild it: fehrest reindex"
    )


def stamp_of(folder: Path) -> tuple[int, int]:
    """The inode of the state's file and when it was written, in nanoseconds. Each write changes both.

    Raises:
        EngineError: the file is missing.
    """
    try:
        found = (folder / _NAME).stat()
    except OSError as error:
        raise EngineError(
            f"The index in {folder} is damaged ({error}). Rebuild it: fehrest reindex"
        ) from error
    return found.st_ino, found.st_mtime_ns


def write_state(folder: Path, state: State) -> None:
    """Replace the state in one step: after a kill there is either the old or the new one."""
    replace_file(folder / _NAME, json.dumps({**asdict(state), "fields": FIELDS.mark}))


def replace_file(path: Path, text: str) -> None:
    """Write a small file durably, in one step."""
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)

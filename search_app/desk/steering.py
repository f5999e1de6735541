"""The files that steer searches, edited on the desk: rules, weights and synonyms. The files stay the truth.

A change is checked, previewed, and then written; the log keeps what was there before, so everything can be
undone.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analyzers import LANGUAGES, FehrestError
from search.comparison import Shift, compare
from search.rules import Rules, rules_in
from search.searcher import Searcher
from search.synonyms import Synonyms, read_files
from search.synonyms.files import NAMES, shipped
from search.weight_files import example, weights_in
from search_app.desk.database import DeskDatabase
from search_app.generations import base_weights
from search_app.settings import Settings

RULES = "rules"
WEIGHTS = "weights"
MAX_TEXT = 1_000_000
"""Maximum length of a file, in characters."""


class ChangedMeanwhileError(FehrestError):
    """The file is no longer what the editor saw."""

    status = 409
    code = "changed-meanwhile"


class UnknownEditError(FehrestError):
    """There is no such file or edit."""

    status = 404
    code = "unknown-edit"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file: the file's name, its text before and after, who made it and when."""

    id: int
    file: str
    before: str
    after: str
    user: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Steering:
    """The files of a site's settings, and the log of their changes."""

    settings: Settings
    database: DeskDatabase

    @property
    def files(self) -> dict[str, Path]:
        """The files that can be edited, by name: rules, weights and, if a folder is set, synonyms."""
        found = {RULES: self.settings.rules_file, WEIGHTS: self.settings.weights_file}
        if self.settings.synonyms:
            folder = Path(self.settings.synonyms)
            found |= {name: folder / f"{name}.txt" for name in (*LANGUAGES, NAMES)}
        return found

    def text(self, name: str) -> str:
        """The text of a file; of synonyms that were never edited the shipped one, of weights an example.

        Raises:
            UnknownEditError: there is no such file.
        """
        path = self._path(name)
        if not path.exists() and name == WEIGHTS:
            return example(base_weights(self.settings))
        if not path.exists() and name in shipped():
            path = shipped()[name]
        return path.read_text("utf-8-sig") if path.exists() else ""

    def faults(self, name: str, text: str) -> list[str]:
        """The errors in a text, each with its line."""
        self._path(name)
        if name == RULES:
            return [f"{one.origin}: {one.message}" for one in rules_in(text, "rules.txt")[1]]
        if name == WEIGHTS:
            return [f"{one.origin}: {one.message}" for one in weights_in(text, "weights.txt")[1]]
        faults = read_files(Path(self.settings.synonyms), {name: text}).faults
        lines = [(Path(one.origin).name, one.message) for one in faults]
        return [f"{origin}: {message}" for origin, message in lines if origin.startswith(f"{name}.txt:")]

    def steered(self, searcher: Searcher, name: str, text: str) -> Searcher:
        """A searcher with the text in place of the file."""
        if name == RULES:
            return searcher.steered(rules=Rules(rules_in(text, "rules.txt")[0]))
        if name == WEIGHTS:
            return searcher.steered(weights=weights_in(text, "weights.txt", base_weights(self.settings))[0])
        return searcher.steered(
            synonyms=Synonyms(read_files(Path(self.settings.synonyms), {name: text}).groups)
        )

    def preview(self, searcher: Searcher, name: str, text: str, queries: Sequence[str]) -> list[Shift]:
        """The queries whose hits the text changes."""
        after = self.steered(searcher, name, text)
        return [shift for shift in compare(searcher, after, queries) if shift.is_any]

    def write(self, name: str, text: str, seen: str, user: str) -> int:
        """Write a file. Returns the number of the edit.

        Args:
            seen: the mark of the text that the editor saw.

        Raises:
            ChangedMeanwhileError: somebody else has changed it.
        """
        before, path = self.text(name), self._path(name)
        if mark_of(before) != seen:
            raise ChangedMeanwhileError("Somebody else has changed this file. Open it again, and repeat it")
        with self.database.opened() as connection:
            values = (name, before, text, user, datetime.now(UTC).isoformat(timespec="seconds"))
            done = connection.execute(
                'INSERT INTO edits (file, "before", "after", user, made) VALUES (?, ?, ?, ?, ?)', values
            )
            _replace(path, text)
        return int(done.lastrowid or 0)

    def undo(self, number: int, user: str) -> Edit:
        """Write the text that was there before an edit. It is an edit, too, so it can be undone.

        Raises:
            UnknownEditError: there is none with this number.
            ChangedMeanwhileError: the file was changed again since.
        """
        edit = next((one for one in self.log(most=10_000) if one.id == number), None)
        if edit is None:
            raise UnknownEditError(f"There is no edit {number}")
        self.write(edit.file, edit.before, mark_of(edit.after), user)
        return edit

    def log(self, most: int = 50) -> list[Edit]:
        """The latest edits."""
        if not self.database.exists:
            return []
        with self.database.reading() as connection:
            rows = connection.execute("SELECT * FROM edits ORDER BY id DESC LIMIT ?", (most,)).fetchall()
        return [
            Edit(r["id"], r["file"], r["before"], r["after"], r["user"], datetime.fromisoformat(r["made"]))
            for r in rows
        ]

    def _path(self, name: str) -> Path:
        if name not in self.files:
            raise UnknownEditError(f"There is no file {name[:40]!r} to edit")
        return self.files[name]


def mark_of(text: str) -> str:
    """A text that is the same for equal texts."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _replace(path: Path, text: str) -> None:
    """Write a file in one step, so that a running service reads the old or the new text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(made).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise

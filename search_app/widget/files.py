"""The widget's files as they are sent: with a hash of all of them in the addresses by which they load each
other.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "files"
_NO_CODE = re.compile(r"^\s*(?://.*\n|\n|(?=\S))", re.MULTILINE)
"""Indentation, empty lines, and lines that are only a comment. No text of the scripts depends on them."""
_PLACE = "%VERSION%"
ENTRY = "widget.js"
STYLESHEET = "widget.css"


@dataclass(frozen=True, slots=True)
class WidgetFiles:
    """Names and contents. ``version`` changes with any content."""

    version: str
    contents: dict[str, bytes]

    @property
    def parts(self) -> tuple[str, ...]:
        """The scripts that the first one loads, by name without their ending."""
        return tuple(name.removesuffix(".js") for name in self.contents if name not in (ENTRY, STYLESHEET))


@cache
def widget_files() -> WidgetFiles:
    """The files of this version of the service, read once."""
    read = {path.name: _sent(path) for path in sorted(_FOLDER.iterdir())}
    version = hashlib.blake2b("".join(read.values()).encode(), digest_size=6).hexdigest()
    contents = {name: text.replace(_PLACE, version).encode() for name, text in read.items()}
    return WidgetFiles(version, contents)


def _sent(path: Path) -> str:
    """A file as it is sent: scripts without comments and indentation."""
    text = path.read_text("utf-8")
    return _NO_CODE.sub("", text) if path.suffix == ".js" else text

"""Update the interface's message catalogues from the source: ``make texts``.

New messages are added without a translation, unused ones are removed, and all are in the order of the source.
Exits with 1 if a translation is missing.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted(ROOT.glob("analyzers/lang/*/messages.po"))
KEYWORDS = {**DEFAULT_KEYWORDS, "texts": None, "html": None, "mark": None}
"""Functions whose first argument is a message."""


def source() -> Catalog:
    """All messages in the source."""
    found = Catalog()
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    for path, _, message, _, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=_ours
    ):
        if "search_app" in Path(path).parts:
            found.add(message, context=context)
    return found


def updated(path: Path, wanted: Catalog) -> Catalog:
    """The catalogue with exactly these messages, in order."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.name)
    made = Catalog(locale=path.parent.name)
    made.mime_headers = known.mime_headers
    for message in wanted:
        if message.id:
            old = known.get(message.id, message.context)
            made.add(message.id, old.string if old else "", context=message.context)
    return made


def _ours(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "_")) and Path(folder).name != "tests"


def main() -> int:
    """Write the catalogues. Returns the exit code: 1 if a translation is missing."""
    wanted, missing = source(), 0
    for path in CATALOGUES:
        made = updated(path, wanted)
        empty = [m.id for m in made if m.id and not all(m.string if m.pluralizable else (m.string,))]
        # The header is kept: Babel's own has a date that changes with every run.
        header = path.read_bytes().split(b"\n\n", 1)[0]
        with path.open("wb") as file:
            file.write(header + b"\n\n")
            write_po(file, made, width=110, no_location=True, omit_header=True)
        print(f"{path.relative_to(ROOT)}: {len(made)} messages, {len(empty)} without a translation", *empty)
        missing += len(empty)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""The floors of extraction: the quality on each set of pages, pinned with a hash of the set.

Run ``python -m benchmarks.extraction_floors [folder]`` to pin the current level, slightly below what is
measured. A floor is only lowered with ``--lower``, and a set that has changed is pinned again.
"""

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path

from benchmarks.extraction import DATA, SETS, Outcome, Page, fields, load, ours, run

PINNED = Path(__file__).resolve().parents[1] / "tests" / "indexer" / "extraction_floors.json"
_HAIR = 0.0005
_DIGITS = 4

Levels = dict[str, float]


def digest(path: Path) -> str:
    """SHA-256 of a set's archive, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def levels(pages: list[Page], outcome: Outcome) -> Levels:
    """F1 of the text of all pages and of WordPress pages, and the shares of correct fields if a set
    has them.
    """
    found = {"text": outcome.f1([page.key for page in pages])[0]}
    wordpress = [page for page in pages if page.wordpress]
    found["text of WordPress pages"] = outcome.f1([page.key for page in wordpress])[0]
    for group, chosen in (("", pages), (" of WordPress pages", wordpress)):
        for name, (hits, total) in fields(chosen, outcome).items():
            found[name + group] = hits / total
    return found


def pinned() -> dict[str, dict[str, object]]:
    """The pinned sets by name, each with ``sha256``, ``pages`` and ``floors``."""
    found: dict[str, dict[str, object]] = json.loads(PINNED.read_text(encoding="utf-8"))
    return found


def lowered(old: Levels, new: Levels) -> list[str]:
    """The entries of ``old`` that ``new`` would lower."""
    return [name for name, floor in old.items() if new.get(name, 0.0) + 2 * _HAIR < floor]


def floors_of(measured: Levels) -> Levels:
    """Floors slightly below what was measured."""
    scale = 10**_DIGITS
    return {name: math.floor((level - _HAIR) * scale) / scale for name, level in measured.items()}


def pin(folder: Path, *, lower: bool) -> list[str]:
    """Measure and pin all sets in ``folder``. Returns those that were not pinned because they would fall."""
    pins = pinned() if PINNED.exists() else {}
    refused = []
    for name in SETS:
        path = folder / f"{name}.tar.zst"
        pages = load(path)
        floors = floors_of(levels(pages, run(pages, ours(captions=False))))
        old = pins.get(name, {})
        same = old.get("sha256") == digest(path)
        worse = lowered(old["floors"], floors) if same and not lower else []  # type: ignore[arg-type]
        if worse:
            refused += [f"{name}: {level}" for level in worse]
        else:
            pins[name] = {"sha256": digest(path), "pages": len(pages), "floors": floors}
    PINNED.write_text(json.dumps(pins, indent=2) + "\n", encoding="utf-8")
    return refused


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--lower", action="store_true", help="pin the current level even if it is lower")
    options = parser.parse_args(arguments)
    refused = pin(options.folder, lower=options.lower)
    for level in refused:
        print(f"{level} is lower than before and was not pinned. Use --lower to pin it.", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())

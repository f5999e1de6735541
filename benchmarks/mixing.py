"""Makes a large archive from a small one.  python -m benchmarks.mixing COUNT FILE [ARTICLES]

Writes COUNT articles as JSON lines: first those of ARTICLES (JSON lines, compressed or not; by default the
real ones of ../shared/data/articles), then mixed ones. A mixed article has the title, the names and the day
of a real one, some years later, and sentences of three real ones of the same source and language in a random
order. So words, lengths and articles per day are real, and mixed articles are not copies of each other. The
vocabulary is that of the real ones. The same arguments make the same file.
"""

import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles" / "articles-20k.jsonl.gz"
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|\n+")
_MIXED = 3
"""Number of articles whose sentences are mixed."""

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """The articles of a file."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        return [json.loads(line) for line in file if line.strip()]


def mixed(rows: list[Row], count: int, seed: int = 11) -> Iterator[Row]:
    """``count`` articles: the rows themselves, then mixed ones."""
    choose = random.Random(seed)
    related: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        related[row.get("source", ""), row.get("lang", "")].append(row)
    yield from rows[:count]
    for number in range(len(rows), count):
        row, turn = rows[number % len(rows)], number // len(rows)
        parts = choose.choices(related[row.get("source", ""), row.get("lang", "")], k=_MIXED)
        yield _later(row, turn) | {
            "id": f"{row.get('id', number)}-{turn}",
            "title": f"{row['title']} {turn}",
            "body": _body(choose, [part["body"] for part in parts], len(row["body"])),
        }


def _body(choose: random.Random, texts: list[str], length: int) -> str:
    sentences = [sentence for text in texts for sentence in _SENTENCE.split(text) if sentence]
    choose.shuffle(sentences)
    taken, letters = [], 0
    for sentence in sentences:
        if letters >= length:
            break
        taken.append(sentence)
        letters += len(sentence) + 1
    # Articles of a few long sentences would be copies of each other.
    return "\n\n".join(" ".join(taken[at : at + 4]) for at in range(0, len(taken), 4))


def _later(row: Row, years: int) -> Row:
    kept = {name: value for name, value in row.items() if name not in ("url", "translation_of")}
    date = str(row.get("date") or "")
    if date[:4].isdecimal():
        day = "28" if date[5:10] == "02-29" else date[8:10]
        kept["date"] = f"{int(date[:4]) + years:04}-{date[5:8]}{day}{date[10:]}"
    return kept


def main() -> None:
    """Write the file."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    source = Path(sys.argv[3]) if len(sys.argv) > 3 else ARTICLES
    if not source.is_file():
        sys.exit(f"{source} is not here")
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        for row in mixed(read_rows(source), int(sys.argv[1])):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

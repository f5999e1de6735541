"""Find words of CONTRIBUTING's word list in tracked text.

``python -m tests.plain_english`` prints each of them, and a count per folder.
"""

import io
import re
import subprocess
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUFFIXES = {
    ".py",
    ".md",
    ".html",
    ".xml",
    ".js",
    ".css",
    ".sh",
    ".java",
    ".po",
    ".toml",
    ".yaml",
    ".yml",
    ".cfg",
}
# Articles, queries and word forms that are data, not prose; in tests a string is data as well.
DATA = re.compile(r"index_data/sample/|tests/(.*/)?(data|datasets|pages|relevance|upgrades)/|.*\.(html|xml)$")
PROSE_OF_A_TEMPLATE = re.compile(r"search_app/templates/")
# Words of the list that are meant, by file.
ALLOWED = {
    ("search/did_you_mean/vocabulary.py", "slips"),  # a parameter
    ("engines/opensearch/lease.py", "told"),  # a stored field
    ("indexer/archive/pending.py", "beside"),  # columns of the archive
    ("indexer/archive/pending.py", "told"),
    ("indexer/archive/tables.py", "beside"),
    ("indexer/archive/tables.py", "told"),
    ("indexer/sources/fragment.py", "aside"),  # an element of HTML
}

Piece = tuple[int, str]
"""Line, counted from 1, and text."""


def words() -> dict[str, str]:
    """What not to write -> what to write, from the table in CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|`]+?) \| ([^|]+?) \|$", text[text.index("| Do not write") :], re.MULTILINE)
    return {word: instead for avoid, instead in rows[1:] for word in avoid.split(", ")}


def of_python(source: str, *, strings: bool) -> Iterator[Piece]:
    """Comments (consecutive lines joined), docstrings and, with ``strings``, other strings with spaces."""
    comment: list[str] = []
    start = depth = 0
    statement = True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            start = start if comment else token.start[0]
            comment.append(token.string.lstrip("#! "))
            continue
        if token.type == tokenize.NL and comment:
            continue
        if comment:
            yield start, " ".join(comment)
            comment = []
        text = token.type in (tokenize.STRING, tokenize.FSTRING_MIDDLE)
        if text and (strings or statement) and " " in token.string:
            yield token.start[0], token.string
        depth += (token.string in tuple("([{")) - (token.string in tuple(")]}"))
        ends = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.NL)
        statement = ends and depth == 0


def of_catalogue(source: str) -> Iterator[Piece]:
    """The English side of a gettext catalogue."""
    for number, line in enumerate(source.splitlines(), 1):
        if line.startswith("msgid"):
            yield number, line


def pieces(path: str) -> Iterator[Piece]:
    """The prose of a tracked file."""
    source = (ROOT / path).read_text("utf-8")
    if path.endswith(".py"):
        yield from of_python(source, strings=not path.startswith("tests/"))
    elif path.endswith(".po"):
        yield from of_catalogue(source)
    else:
        if path == "CONTRIBUTING.md":
            source = re.sub(r"(?ms)^\| Do not write.*?^$", lambda table: "\n" * table[0].count("\n"), source)
        yield from paragraphs(source)


def paragraphs(source: str) -> Iterator[Piece]:
    """Text between empty lines, so that a phrase is found across the end of a line."""
    line = 1
    for text in re.split(r"(\n\s*\n)", source):
        if text.strip():
            yield line, text
        line += text.count("\n")


def tracked() -> list[str]:
    """Paths of tracked files that hold prose."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [
        name
        for name in names
        if (Path(name).suffix in SUFFIXES or Path(name).name == "Makefile")
        and (PROSE_OF_A_TEMPLATE.match(name) or not DATA.match(name))
        and (ROOT / name).is_file()
    ]


def found() -> Iterator[tuple[str, int, str, str]]:
    """Path, line, the word, and the text around it."""
    # Not a tag (`<aside>`), an option (`--part`), a part of a name (`page.slip`), or "there is none".
    pattern = re.compile(rf"(?<![\w<>/.\-])(?<!there )({'|'.join(words())})(?![\w\-(=])", re.IGNORECASE)
    for path in tracked():
        for line, text in pieces(path):
            prose = re.sub(r"(`+)[^`]+\1", lambda code: "`" + "\n" * code[0].count("\n") + "`", text)
            for match in pattern.finditer(re.sub(r"[^\S\n]", " ", prose).replace("\n", " ")):
                around = prose[max(0, match.start() - 40) : match.end() + 40]
                if (path, match[0]) not in ALLOWED and not match[0].endswith("None"):
                    yield path, line + prose[: match.start()].count("\n"), match[0], " ".join(around.split())


def main() -> None:
    """Print every word found, then how many each folder has."""
    hits = list(found())
    for path, line, word, around in hits:
        print(f"{path}:{line}: {word}: {around}")
    for folder, count in sorted(Counter(path.split("/")[0] for path, *_ in hits).items()):
        print(f"{count:6} {folder}")
    print(f"{len(hits):6} in all")


if __name__ == "__main__":
    main()

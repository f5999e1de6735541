"""``fehrest analyze`` and ``fehrest detect`` show what happens to a text."""

import sys
from typing import Any

import click

from analyzers import LANGUAGES, Token, get_analyzer
from search_app.cli.main import print_json
from search_app.cli.text import TEXT


@click.command()
@click.option(
    "--lang", required=True, type=click.Choice([*LANGUAGES, "und"]), help="Language of the analyzer."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of tokens.")
@click.argument("text", required=False, type=TEXT)
def analyze(lang: str, as_json: bool, text: str | None) -> None:
    """Print the tokens of TEXT: source, exact form, stems, position and offsets.

    Without TEXT, each line of standard input is a text. With --json, each line of output is a list.

    \b
      fehrest analyze --lang fa 'کتاب‌های تازه'
      fehrest analyze --lang en --json < words.txt
    """
    analyzer = get_analyzer(lang)
    texts = [text] if text is not None else (line.rstrip("\r\n") for line in _lines())
    for one in texts:
        tokens = analyzer.analyze(one)
        if as_json:
            print_json([token_json(token) for token in tokens])
        else:
            click.echo(_table(tokens))


def token_json(token: Token) -> dict[str, Any]:
    """A token as JSON."""
    return token._asdict() | {"stems": list(token.stems)}


def _table(tokens: list[Token]) -> str:
    rows = [("position", "text", "exact", "stems", "start", "end")]
    rows += [
        (str(t.position), t.text, t.exact, ", ".join(t.stems) or "-", str(t.start), str(t.end))
        for t in tokens
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _lines() -> Any:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return sys.stdin


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per line: text, language.")
@click.argument("texts", nargs=-1, type=TEXT)
def detect(as_json: bool, texts: tuple[str, ...]) -> None:
    """Print the language of each text: en, fa, ar, sq, or und for any other.

    Texts are the arguments or, without any, the lines of standard input. The output has one code per line.
    """
    from indexer.language import detect as detect_language

    for line in texts or _lines():
        text = line.rstrip("\r\n")
        code = detect_language(text)
        if as_json:
            print_json({"text": text, "language": code})
        else:
            click.echo(code)

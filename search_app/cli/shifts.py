"""Reads queries from a file and prints how their results change, for ``reindex --preview`` and ``synonyms
check``.
"""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from analyzers import FehrestError
from search.comparison import RankChange, Shift
from search_app.cli.main import print_json


class BadQueriesError(FehrestError):
    """A file of queries cannot be used."""

    status = 400
    code = "bad-queries"


def read_queries(path: Path) -> list[str]:
    """The queries in a file, one per line. Empty lines are ignored.

    Raises:
        BadQueriesError: the file cannot be read or contains no query.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQueriesError(f"{path} cannot be read as UTF-8 text: {error}") from error
    queries = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not queries:
        raise BadQueriesError(f"{path} contains no queries; write one per line")
    return queries


def print_shifts(shifts: Iterable[Shift], *, as_json: bool) -> None:
    """Print a JSON object per query, or a line for each query that changed and a summary."""
    seen = changed = 0
    for shift in shifts:
        seen += 1
        changed += shift.is_any
        if as_json:
            print_json(asdict(shift))
        elif shift.is_any:
            _print_shift(shift)
    if not as_json:
        click.echo(f"{changed} of {seen} queries change")


def _print_shift(shift: Shift) -> None:
    query = click.style(shift.query, bold=True)
    click.echo(f"{query}: {shift.total_before} -> {shift.total_after} articles")
    for name, places in (("gained", shift.gained), ("lost", shift.lost), ("moved", shift.moved)):
        for place in places:
            click.echo(f"  {name} {_way(place)}: {place.title or place.id}")


def _way(place: RankChange) -> str:
    return " -> ".join(str(at) for at in (place.before, place.after) if at)

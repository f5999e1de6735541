"""``fehrest queries``: what readers look for, from the log of finished queries."""

import csv
import sys
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

import click

from search_app.cli.main import data_option, print_json, settings_of
from search_app.events.log import purge
from search_app.events.reports import Line, Report, report
from search_app.events.store import EventStore
from search_app.exports.table import cell

_OFF = "Nothing is stored: set FEHREST_EVENTS=on for the service"


@click.group()
def queries() -> None:
    """Report what readers look for: the log of finished queries and of opened hits.

    \b
      fehrest queries top                   the most frequent queries
      fehrest queries none --csv > none.csv those that found nothing
      fehrest queries unclicked             those whose hits nobody opened

    The log is kept if FEHREST_EVENTS is on. It has no address, cookie or identifier.
    """


def _report(name: str, text: str) -> None:
    @queries.command(name=name, help=text)
    @click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="Last days.")
    @click.option("--language", default="", help="Only queries of pages in this language.")
    @click.option(
        "--size", type=click.IntRange(1, 100_000), default=50, show_default=True, help="Number of queries."
    )
    @click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a line of column names.")
    @click.option("--json", "as_json", is_flag=True, help="Print a JSON object per query.")
    @data_option
    @click.pass_context
    def command(
        context: click.Context,
        /,
        days: int,
        language: str,
        size: int,
        as_csv: bool,
        as_json: bool,
        **given: object,
    ) -> None:
        settings = settings_of(context, **given)
        store, now = EventStore(settings.data), datetime.now(UTC)
        if settings.events != "on" and not store.path.exists():
            click.echo(_OFF, err=True)
        purge(store, settings, now)
        lines = report(store, Report(name), most=size, days=days, language=language, now=now)
        if as_csv:
            _print_csv(lines)
        for line in () if as_csv else lines:
            print_json(asdict(line)) if as_json else click.echo(_written(line))


_report("top", "List the most frequent queries, how often their hits were opened, and at which rank.")
_report("none", "List queries that found nothing.")
_report("unclicked", "List queries that found something, but no reader opened a hit.")


@queries.command()
@click.confirmation_option(prompt="Delete all stored queries and clicks?")
@data_option
@click.pass_context
def clear(context: click.Context, /, **given: object) -> None:
    """Delete the whole log."""
    EventStore(settings_of(context, **given).data).clear()
    click.echo("All stored queries and clicks are deleted")


def _written(line: Line) -> str:
    total = "?" if line.total is None else line.total
    rank = f", mean rank {line.rank:g}" if line.rank else ""
    filters = f"  [{line.filters}]" if line.filters else ""
    return (
        f"{line.count:6}  {line.text}{filters}  (hits {total}, opened {line.clicks}{rank}, last {line.last})"
    )


def _print_csv(lines: Iterable[Line]) -> None:
    names = [field.name for field in fields(Line)]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(line, name)) for name in names] for line in lines)


def _cell(value: Any) -> str:
    return "" if value is None else cell(str(value))

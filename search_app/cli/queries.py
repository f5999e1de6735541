"""``fehrest queries``: what readers look for, from the log of finished queries."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from search.synonyms import Synonyms
from search_app.cli.main import data_option, print_json, settings_of
from search_app.events import ubi
from search_app.events.grouped import IntentLine, Reworded, grouped, reworded
from search_app.events.intents import Intents
from search_app.events.judging import judgements
from search_app.events.log import purge
from search_app.events.reports import Line, Report, report
from search_app.events.store import EventStore
from search_app.events.tables import csv_of
from search_app.settings import Settings

_OFF = "Nothing is stored: set FEHREST_EVENTS=on for the service"


@click.group()
def queries() -> None:
    """Report what readers look for: the log of finished queries and of opened hits.

    \b
      fehrest queries top                   the most frequent queries
      fehrest queries none --csv > none.csv those that found nothing
      fehrest queries unclicked             those whose hits nobody opened
      fehrest queries top --grouped         spellings, forms and synonyms of a query on one line
      fehrest queries reworded              those that readers replaced by others
      fehrest queries export > queries.jsonl

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
    @click.option("--grouped", "by_intent", is_flag=True, help="One line for all queries of one intent.")
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
        by_intent: bool,
        **given: object,
    ) -> None:
        settings = settings_of(context, **given)
        store, now = _store(settings)
        kind = Report(name)
        columns: type[Any] = Line
        lines: list[Line] | list[IntentLine]
        if by_intent:
            intents = _intents(settings)
            columns = IntentLine
            lines = grouped(store, kind, intents, most=size, days=days, language=language, now=now)
        else:
            lines = report(store, kind, most=size, days=days, language=language, now=now)
        _print(columns, lines, as_csv=as_csv, as_json=as_json)


_report("top", "List the most frequent queries, how often their hits were opened, and at which rank.")
_report("none", "List queries that found nothing.")
_report("unclicked", "List queries that found something, but no reader opened a hit.")


@queries.command(name="reworded")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="Last days.")
@click.option(
    "--size", type=click.IntRange(1, 100_000), default=50, show_default=True, help="Number of queries."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a line of column names.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per query.")
@data_option
@click.pass_context
def print_reworded(
    context: click.Context, /, days: int, size: int, as_csv: bool, as_json: bool, **given: object
) -> None:
    """List queries without an opened hit, and what was typed instead.

    The log does not know who typed what. Two queries of one hour that share a word or an intent are taken as
    one reader's; the number of hours says how sure that is.
    """
    settings = settings_of(context, **given)
    store, now = _store(settings)
    lines = reworded(store, _intents(settings), most=size, days=days, now=now)
    _print(Reworded, lines, as_csv=as_csv, as_json=as_json)


@queries.command()
@click.option("--clicks", is_flag=True, help="The opened hits instead of the queries.")
@data_option
@click.pass_context
def export(context: click.Context, /, clicks: bool, **given: object) -> None:
    """Print the log as JSON lines in the schema of User Behavior Insights 1.3, without client ids.

    OpenSearch's tools read the queries from the index ubi_queries and the opened hits from ubi_events.
    """
    store, _ = _store(settings_of(context, **given))
    for one in ubi.events(store) if clicks else ubi.queries(store):
        print_json(one)


@queries.command(name="judgements")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="Last days.")
@data_option
@click.pass_context
def print_judgements(context: click.Context, /, days: int, **given: object) -> None:
    """Print which articles readers of a query want, as JSON lines for: fehrest evaluate --queries FILE

    Made of clicks, corrected for the ranks at which the hits were. Queries with less than five searches or
    three clicks are left out.
    """
    store, now = _store(settings_of(context, **given))
    for one in judgements(store, days=days, now=now):
        gains = {id_: round(gain, 4) for id_, gain in sorted(one.gains.items(), key=lambda pair: -pair[1])}
        print_json({"id": one.query, "query": one.query, "relevant": [*gains], "gains": gains})


@queries.command()
@click.confirmation_option(prompt="Delete all stored queries and clicks?")
@data_option
@click.pass_context
def clear(context: click.Context, /, **given: object) -> None:
    """Delete the whole log."""
    EventStore(settings_of(context, **given).data).clear()
    click.echo("All stored queries and clicks are deleted")


def _store(settings: Settings) -> tuple[EventStore, datetime]:
    """The log, without what the settings do not keep, and the current time."""
    store, now = EventStore(settings.data), datetime.now(UTC)
    if settings.events != "on" and not store.path.exists():
        click.echo(_OFF, err=True)
    purge(store, settings, now)
    return store, now


def _intents(settings: Settings) -> Intents:
    return Intents(Synonyms.load(Path(settings.synonyms) if settings.synonyms else None).groups)


def _print(
    columns: type[Any], lines: Sequence[Line | IntentLine | Reworded], *, as_csv: bool, as_json: bool
) -> None:
    if as_csv:
        click.echo(csv_of(columns, lines), nl=False)
    for line in () if as_csv else lines:
        print_json(asdict(line)) if as_json else click.echo(_written(line))


def _written(line: Line | IntentLine | Reworded) -> str:
    if isinstance(line, Reworded):
        return f"{line.hours:6}  {line.text} -> {line.instead}"
    if isinstance(line, IntentLine):
        total = "?" if line.total is None else line.total
        also = f"  also: {', '.join(line.also)}" if line.also else ""
        return f"{line.count:6}  {line.text}  (hits {total}, opened {line.clicks}, last {line.last}){also}"
    total = "?" if line.total is None else line.total
    rank = f", mean rank {line.rank:g}" if line.rank else ""
    filters = f"  [{line.filters}]" if line.filters else ""
    return (
        f"{line.count:6}  {line.text}{filters}  (hits {total}, opened {line.clicks}{rank}, last {line.last})"
    )

"""Reports by intent, and queries that readers reworded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from search_app.events.intents import Intents
from search_app.events.reports import Line, Report, report
from search_app.events.store import EventStore

_ALL = 100_000


@dataclass(frozen=True, slots=True)
class IntentLine:
    """The queries of one intent. ``text`` is the most frequent one, ``also`` are the others.

    The other values are as in ``Line``; ``total`` is the highest number of hits of any of them.
    """

    text: str
    also: tuple[str, ...]
    count: int
    clicks: int
    total: int | None
    last: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A query without an opened hit, the one that was typed instead, and in how many hours this was so."""

    text: str
    instead: str
    hours: int


def grouped(
    store: EventStore,
    kind: Report,
    intents: Intents,
    *,
    most: int = 100,
    days: int = 30,
    language: str = "",
    now: datetime | None = None,
) -> list[IntentLine]:
    """A report with one line for each intent, the most frequent first.

    An intent found nothing if none of its queries found anything, and is not clicked if none was.
    """
    every = report(store, Report.TOP, most=_ALL, days=days, language=language, now=now)
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in every:
        lines[line.text].append(line)
    found = [_line([line for text in texts for line in lines[text]]) for texts in intents.grouped(lines)]
    wanted = [one for one in found if _is_in(kind, one)]
    return sorted(wanted, key=lambda one: (-one.count, one.text))[:most]


def reworded(
    store: EventStore, intents: Intents, *, most: int = 100, days: int = 30, now: datetime | None = None
) -> list[Reworded]:
    """Queries of which no hit was opened, and queries of the same hour that share a word or the intent and
    were opened.

    The log does not know which reader typed what, so this is a guess that more hours make surer.
    """
    since = ((now or datetime.now(UTC)) - timedelta(days=days)).strftime("%Y-%m-%dT%H")
    hours = _hours(store, since)
    intent = _intents(intents, {text for typed in hours.values() for text in typed})
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for typed in hours.values():
        opened = [text for text, clicked in typed.items() if clicked]
        for text in (text for text, clicked in typed.items() if not clicked):
            for other in opened:
                if intent[text] == intent[other] or _share(text, other):
                    counts[text, other] += 1
    found = [Reworded(text, other, hours) for (text, other), hours in counts.items()]
    return sorted(found, key=lambda one: (-one.hours, one.text, one.instead))[:most]


def _hours(store: EventStore, since: str) -> dict[str, dict[str, bool]]:
    """The queries of each hour, and whether a hit of each was opened in it."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    if not store.path.exists():
        return found
    with store.opened() as connection:
        rows = connection.execute(
            "SELECT hour, folded, EXISTS (SELECT 1 FROM clicks WHERE clicks.hour = queries.hour AND "
            "clicks.folded = queries.folded) FROM queries WHERE hour >= ? GROUP BY hour, folded",
            (since,),
        ).fetchall()
    for hour, text, clicked in rows:
        found[hour][text] = bool(clicked)
    return found


def _intents(intents: Intents, texts: set[str]) -> dict[str, int]:
    groups = intents.grouped(sorted(texts))
    return {text: number for number, group in enumerate(groups) for text in group}


def _share(one: str, other: str) -> bool:
    """Whether two queries share a word of at least four letters."""
    return any(len(word) > 3 for word in set(one.split()) & set(other.split()))


def _line(lines: Sequence[Line]) -> IntentLine:
    ordered = sorted(lines, key=lambda line: -line.count)
    texts = tuple(dict.fromkeys(line.text for line in ordered))
    totals = [line.total for line in lines if line.total is not None]
    return IntentLine(
        text=texts[0],
        also=texts[1:],
        count=sum(line.count for line in lines),
        clicks=sum(line.clicks for line in lines),
        total=max(totals, default=None),
        last=max(line.last for line in lines),
    )


def _is_in(kind: Report, line: IntentLine) -> bool:
    if kind is Report.NONE:
        return line.total == 0
    return kind is Report.TOP or (line.clicks == 0 and bool(line.total))

"""Which queries have one intent, and the export in the schema of User Behavior Insights."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from search.synonyms import Synonyms
from search_app.events import ubi
from search_app.events.grouped import Reworded, grouped, reworded
from search_app.events.intents import Intents
from search_app.events.model import Click, Finished, Query, Source
from search_app.events.reports import Report
from search_app.events.store import EventStore

INTENTS = Intents(Synonyms.load().groups)
# In our own words, from https://o19s.github.io/ubi, version 1.3.
TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "format": "date-time"}
QUERY = {
    "type": "object",
    "required": ["user_query"],
    "properties": {
        "application": TEXT,
        "query_id": TEXT,
        "client_id": False,
        "user_query": TEXT,
        "timestamp": MOMENT,
        "object_id_field": TEXT,
        "query_attributes": {"type": "object"},
        "query_response_hit_ids": {"type": "array", "items": TEXT},
    },
}
EVENT = {
    "type": "object",
    "required": ["action_name", "timestamp", "query_id"],
    "properties": {
        "application": TEXT,
        "action_name": TEXT,
        "query_id": TEXT,
        "client_id": False,
        "session_id": False,
        "timestamp": MOMENT,
        "message_type": TEXT,
        "message": {"type": "string", "maxLength": 1024},
        "user_query": TEXT,
        "event_attributes": {
            "type": "object",
            "properties": {
                "object": {
                    "type": "object",
                    "required": ["object_id"],
                    "properties": {"object_id": TEXT, "object_id_field": TEXT},
                },
                "position": {
                    "type": "object",
                    "properties": {"ordinal": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("کتاب خانه", "کتابخانه"),
        ("كتابي", "کتابی"),
        ("old bridges", "bridge, old"),
        (";jhf", "کتاب"),
        ("Tehran", "تهران"),
        ("Teheran", "طهران"),
        ("ura e vjetër", "ura e vjeter"),
    ],
)
def test_one_intent(one, other):
    assert INTENTS.grouped(["harvest", one, "kites", other]) == [["harvest"], [one, other], ["kites"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bridge", "bride"),
        ("old bridge", "new bridge"),
        ("کتاب", "کباب"),
        ("Tehran", "Tirana"),
        ("2019", "2020"),
    ],
)
def test_other_intents(one, other):
    assert INTENTS.grouped([one, other]) == [[one], [other]]


FAMILIES = [
    ("Café", "cafe", "CAFE"),
    ("کتاب خانه", "کتابخانه", "كتابخانه"),
    ("old bridges", "bridge, old"),
    (";jhf", "کتاب"),
    ("Tehran", "تهران", "Teheran"),
    ("ura e vjetër", "ura e vjeter"),
    ("harvest",),
    ("zeppelinquark",),
    ("فانوس",),
]
"""Queries of one intent each."""


@pytest.mark.parametrize("seed", range(3))
def test_reports_of_a_log_whose_truth_is_known(tmp_path, seed):
    """Each family is found or not, and opened or not, in any hour, with and without filters."""
    chance, store, now = random.Random(seed), EventStore(tmp_path), datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    truth = {family: (chance.choice((0, 3, 12)), chance.random() < 0.5) for family in FAMILIES}
    asked, opened = dict.fromkeys(FAMILIES, 0), dict.fromkeys(FAMILIES, 0)
    hours = {}
    for _ in range(150):
        family = chance.choice(FAMILIES)
        total, wanted = truth[family]
        query = Query(chance.choice(family), chance.choice(("", "language=en")), chance.choice(("en", "fa")))
        clicks = [Click(query, "a-1", 2)] if wanted and total and chance.random() < 0.5 else []
        hours.setdefault(chance.randrange(12), []).extend([Finished(query, total), *clicks])
        asked[family] += 1
        opened[family] += len(clicks)
    for hour, events in hours.items():
        store.add(events, now - timedelta(hours=50 * hour))
    store.add([Finished(Query("too old"), 1)], now - timedelta(days=40))

    def lines(kind):
        return {
            (frozenset((one.text, *one.also)), one.count, one.clicks)
            for one in grouped(store, kind, INTENTS, now=now)
        }

    def expected(fits):
        return {
            (asked[one], opened[one]) for one in FAMILIES if asked[one] and fits(truth[one][0], opened[one])
        }

    for kind, fits in (
        (Report.TOP, lambda total, clicks: True),
        (Report.NONE, lambda total, clicks: not total),
        (Report.UNCLICKED, lambda total, clicks: total and not clicks),
    ):
        found = lines(kind)
        assert {(count, clicks) for _, count, clicks in found} == expected(fits), kind
        for texts, count, _ in found:
            [family] = [one for one in FAMILIES if texts <= set(one)]
            assert asked[family] == count, texts


def test_queries_that_were_replaced_and_no_others(tmp_path):
    store, now = EventStore(tmp_path), datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    for hour in range(3):
        old, new, other = Query("harbour festval"), Query("harbour festival"), Query("kites")
        events = [Finished(old, 1), Finished(new, 4), Finished(other, 2), Click(new, "a-1", 1)]
        store.add(events, now - timedelta(hours=hour))
    store.add([Finished(Query("harbour lights"), 3)], now - timedelta(hours=30))
    assert reworded(store, INTENTS, now=now) == [Reworded("harbour festval", "harbour festival", 3)]


def validator(schema):
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_the_export_has_the_schema_of_user_behavior_insights_and_no_client(tmp_path):
    store, now = EventStore(tmp_path), datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    kites = Query("Kites", "language=en", "en", Source.WIDGET)
    store.add([Finished(kites, 7), Finished(kites, 7), Finished(Query("پل"), 0), Click(kites, "a-1", 4)], now)
    queries, events = [*ubi.queries(store)], [*ubi.events(store)]
    assert [one["user_query"] for one in queries].count("Kites") == 2
    [click] = events
    assert click["event_attributes"]["position"] == {"ordinal": 4}
    assert click["event_attributes"]["object"]["object_id"] == "a-1"
    assert click["query_id"] in {one["query_id"] for one in queries}
    assert click["timestamp"] == "2024-05-06T07:00:00+00:00"
    for schema, found in ((QUERY, queries), (EVENT, events)):
        assert [error.message for one in found for error in validator(schema).iter_errors(one)] == []
    assert [*validator(EVENT).iter_errors(click | {"client_id": "reader"})] != []
    assert [
        *validator(EVENT).iter_errors({name: click[name] for name in click if name != "action_name"})
    ] != []

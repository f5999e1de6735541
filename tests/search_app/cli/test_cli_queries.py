"""``fehrest queries``."""

import csv
import io
from datetime import UTC, datetime, timedelta

from cli_support import fehrest, rows

from search_app.events.model import Click, Finished, Query
from search_app.events.store import EventStore


def test_reports_as_text_csv_and_json(tmp_path):
    store, now = EventStore(tmp_path), datetime.now(UTC)
    store.add([Finished(Query("kites", language="en"), 2)] * 2 + [Finished(Query("=mill()"), 0)], now)
    store.add([Click(Query("kites", language="en"), "a", 4)], now)
    store.add([Finished(Query("old and rare"), 1)], now - timedelta(days=20))
    top = fehrest("queries", "top", FEHREST_DATA=tmp_path).stdout.splitlines()
    assert [line.split()[:2] for line in top] == [["2", "kites"], ["1", "=mill()"]]
    assert "opened 1, mean rank 4" in top[0]
    [none] = csv.DictReader(io.StringIO(fehrest("queries", "none", "--csv", FEHREST_DATA=tmp_path).stdout))
    assert (none["text"], none["count"], none["total"]) == ("'=mill()", "1", "0")
    assert rows(fehrest("queries", "unclicked", "--json", FEHREST_DATA=tmp_path)) == []
    [line] = rows(fehrest("queries", "top", "--json", "--language", "en", FEHREST_DATA=tmp_path))
    assert (line["text"], line["clicks"]) == ("kites", 1)


def test_clear_and_nothing(tmp_path):
    EventStore(tmp_path).add([Finished(Query("kites"), 2)], datetime.now(UTC))
    fehrest("queries", "clear", "--yes", FEHREST_DATA=tmp_path)
    assert [*tmp_path.iterdir()] == []
    done = fehrest("queries", "top", FEHREST_DATA=tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "FEHREST_EVENTS=on" in done.stderr


def test_one_line_for_an_intent_what_was_reworded_and_the_export(tmp_path):
    store, now = EventStore(tmp_path), datetime.now(UTC)
    store.add([Finished(Query("red kites"), 2)] * 2 + [Finished(Query("Red Kite"), 2)], now)
    store.add([Finished(Query("kites"), 3), Click(Query("kites"), "a", 1)], now)
    [first, second] = rows(fehrest("queries", "top", "--grouped", "--json", FEHREST_DATA=tmp_path))
    assert (first["text"], first["also"], first["count"]) == ("red kites", ["Red Kite"], 3)
    assert "also: Red Kite" in fehrest("queries", "top", "--grouped", FEHREST_DATA=tmp_path).stdout
    assert second["text"] == "kites"
    found = rows(fehrest("queries", "reworded", "--json", FEHREST_DATA=tmp_path))
    assert {"text": "red kites", "instead": "kites", "hours": 1} in found
    assert "red kites -> kites" in fehrest("queries", "reworded", FEHREST_DATA=tmp_path).stdout
    assert len(rows(fehrest("queries", "export", FEHREST_DATA=tmp_path))) == 4
    [click] = rows(fehrest("queries", "export", "--clicks", FEHREST_DATA=tmp_path))
    assert (click["action_name"], click["user_query"]) == ("click", "kites")


def test_judgements_are_evaluated_on_the_own_index(data, tmp_path):
    [found] = rows(fehrest("search", "--json", "kites OR harvest OR the", FEHREST_DATA=data))
    ids = [hit["id"] for hit in found["hits"]]
    query = Query("kites OR harvest OR the")
    EventStore(data).add([Finished(query, 2)] * 6 + [Click(query, ids[0], 1)] * 4, datetime.now(UTC))
    printed = fehrest("queries", "judgements", FEHREST_DATA=data).stdout
    judged = tmp_path / "judged.jsonl"
    judged.write_text(printed, "utf-8")
    [row] = rows(fehrest("queries", "judgements", FEHREST_DATA=data))
    assert row["relevant"] == ids[:1]
    [measures] = rows(fehrest("evaluate", "--queries", judged, FEHREST_DATA=data))
    assert (measures["queries"], measures["gain_ndcg@10"]) == (1, 1.0)

"""Clicks become judgements, and judgements find regressions: a simulation of readers."""

import random
from datetime import UTC, datetime

import pytest

from search_app.events.judging import Effect, gained, judged, judgements, verdict
from search_app.events.model import Click, Finished, Query
from search_app.events.store import EventStore

QUERIES, HITS, SEARCHES = 60, 12, 120


class Readers:
    """Queries with hits that readers want with some chance, ranked about right, and their clicks."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.wanted = {f"q{n}": self._wanted() for n in range(QUERIES)}
        self.ranking = {query: self._ranked(wanted) for query, wanted in self.wanted.items()}

    def _wanted(self):
        return {f"d{n}": self.chance.choice((0.02, 0.02, 0.05, 0.2, 0.5)) for n in range(HITS)}

    def _ranked(self, wanted):
        return sorted(wanted, key=lambda one: -(wanted[one] + self.chance.gauss(0, 0.15)))

    def judged(self):
        clicks = [
            (query, one, rank, sum(self._opens(wanted[one], rank) for _ in range(SEARCHES)))
            for query, wanted in self.wanted.items()
            for rank, one in enumerate(self.ranking[query], 1)
        ]
        return judged(dict.fromkeys(self.wanted, SEARCHES), [one for one in clicks if one[3]])

    def _opens(self, wanted, rank):
        return self.chance.random() < wanted / rank

    def worse(self):
        """In a third of the queries the hit that readers want most is lost far below."""
        changed = {query: [*hits] for query, hits in self.ranking.items()}
        for query in self.chance.sample([*changed], QUERIES // 3):
            best = max(changed[query], key=lambda one: self.wanted[query][one])
            changed[query].remove(best)
            changed[query].append(best)
        return changed

    def harmless(self):
        """In a third of the queries hits that readers want equally are swapped."""
        changed = {query: [*hits] for query, hits in self.ranking.items()}
        for query in self.chance.sample([*changed], QUERIES // 3):
            hits, wanted = changed[query], self.wanted[query]
            equal = [(a, b) for a in range(HITS) for b in range(a) if wanted[hits[a]] == wanted[hits[b]]]
            a, b = self.chance.choice(equal)
            hits[a], hits[b] = hits[b], hits[a]
        return changed


def effect(readers, changed):
    queries = readers.judged()
    before = [readers.ranking[one.query] for one in queries]
    return verdict(queries, before, [changed[one.query] for one in queries]).effect


def test_nineteen_of_twenty_planted_regressions_are_caught():
    assert sum(effect(one, one.worse()) is Effect.WORSE for one in map(Readers, range(20))) >= 19


def test_nineteen_of_twenty_harmless_changes_pass():
    assert sum(effect(one, one.harmless()) is not Effect.WORSE for one in map(Readers, range(100, 120))) >= 19


def test_a_click_on_a_late_rank_counts_more():
    [one] = judged({"kites": 20}, [("kites", "first", 1, 8), ("kites", "fifth", 5, 2)])
    assert one.gains == {"first": 0.4, "fifth": 0.5}
    assert gained(["fifth", "first"], one.gains) == 1
    assert gained(["first", "fifth"], one.gains) < 1
    assert gained([], one.gains) == 0


@pytest.mark.parametrize(("searches", "clicks"), [(4, 3), (20, 2)])
def test_few_searches_or_clicks_judge_nothing(searches, clicks):
    assert judged({"kites": searches}, [("kites", "a", 1, clicks)]) == []


def test_no_queries_no_verdict():
    assert verdict([], [], []).effect is Effect.SAME


def test_judgements_are_read_from_the_log_without_filters(tmp_path):
    store, now = EventStore(tmp_path), datetime.now(UTC)
    assert judgements(store) == []
    store.add([Finished(Query("Kites"), 3)] * 6 + [Click(Query("kites"), "a", 2)] * 3, now)
    store.add([Click(Query("kites", filters="language=fa"), "b", 1)] * 9, now)
    [one] = judgements(store)
    assert (one.query, one.searches, one.gains) == ("kites", 6, {"a": 1.0})

"""The contract of every engine. An engine's tests subclass ``EngineContract`` and say how to create a
store.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engines.port.engine import EngineQuery, IndexStore, SearchEngine
from engines.port.errors import BadRequestError, EngineBusyError, NoIndexError, UnknownFieldError
from engines.port.model import Document, Interval, Sort
from engines.port.terms import (
    AnyValue,
    Best,
    Bool,
    Constant,
    DayRange,
    Everything,
    Lookup,
    Sequence,
    TermNode,
    any_of,
)
from search.model import Match
from tests.contract.calendars import CalendarContract
from tests.contract.library import DOCUMENTS, Shared, ask, counts, fill, found, ids, indexed
from tests.contract.requirements import RequirementContract
from tests.contract.stories import StoryContract


def scores(engine: SearchEngine, node: TermNode) -> dict[str, float]:
    hits = engine.search(EngineQuery(node, limit=100)).hits
    return {hit.stored.document.id: hit.score or 0.0 for hit in hits}


class EngineContract(RequirementContract, StoryContract, CalendarContract):
    """Subclasses implement ``make_store``.

    Most tests only read, so they share an index: ``engine``, ``told``, ``parts``, ``dated`` and ``written``
    are of a whole class. A test that changes an index has its own: ``empty`` or ``own``.
    """

    @classmethod
    def make_store(cls, data: Path) -> IndexStore:
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> IndexStore:
        return self.make_store(tmp_path)

    @pytest.fixture
    def empty(self, store: IndexStore):
        engine = store.create()
        yield engine
        engine.close()

    @pytest.fixture
    def own(self, empty: SearchEngine) -> SearchEngine:
        """An index of DOCUMENTS that the test may change."""
        fill(empty)
        return empty

    @pytest.fixture(scope="class")
    @classmethod
    def prepare(cls) -> Callable[[], object]:
        """Called before each index that tests share is made."""
        return lambda: None

    @pytest.fixture(scope="class")
    @classmethod
    def shared(
        cls, prepare: Callable[[], object], tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Shared]:
        """Makes an index for all tests of a class. Fails at the end if one of them has changed it."""
        made: list[tuple[SearchEngine, int, int]] = []

        def make(fill: Callable[[SearchEngine], None]) -> SearchEngine:
            prepare()
            engine = cls.make_store(tmp_path_factory.mktemp("shared")).create()
            fill(engine)
            made.append((engine, engine.revision, engine.count()))
            return engine

        yield make
        now = [(engine, engine.revision, engine.count()) for engine, _, _ in made]
        for engine, _, _ in made:
            engine.close()
        assert now == made

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, shared: Shared) -> SearchEngine:
        return shared(fill)

    # Writing

    def test_an_empty_index_answers(self, empty: SearchEngine) -> None:
        result = ask(empty, "bridge")
        assert (result.total, result.hits, result.pages) == (0, (), 1)
        assert all(buckets == () for buckets in result.facets.values())
        assert empty.count() == 0
        assert empty.revision == 0

    def test_what_is_added_is_found_after_the_commit(self, empty: SearchEngine) -> None:
        empty.add([indexed(DOCUMENTS[0])])
        assert found(empty, "bridge") == set()
        empty.commit(5)
        assert found(empty, "bridge") == {"bridge-en"}
        assert empty.revision == 5

    def test_a_document_takes_the_place_of_its_earlier_self(self, own: SearchEngine) -> None:
        own.add([indexed(replace(DOCUMENTS[0], title="Ferry", body="A ferry crosses.", tags=()))])
        own.commit(2)
        assert own.count() == len(DOCUMENTS)
        assert "bridge-en" not in found(own, "masons")
        assert found(own, "ferry") == {"bridge-en"}

    def test_replaced_twice_before_a_commit_it_is_there_once(self, own: SearchEngine) -> None:
        for word in ("ferry", "tunnel"):
            own.add([indexed(replace(DOCUMENTS[0], title=word, body=word))])
        own.commit(2)
        assert own.count() == len(DOCUMENTS)
        assert found(own, "ferry") == set()
        assert found(own, "tunnel") == {"bridge-en"}

    def test_deleted_is_gone_from_hits_totals_and_counts(self, own: SearchEngine) -> None:
        own.delete(["bridge-en", "never-there"])
        own.commit(2)
        assert own.count() == len(DOCUMENTS) - 1
        assert own.get(["bridge-en"]) == []
        result = ask(own)
        assert result.total == len(DOCUMENTS) - 1
        assert counts(result, "source") == {}

    # Scores

    @pytest.mark.parametrize(
        "ways",
        [
            (Lookup("text", "bridge"), Lookup("text", "stone", 0.5)),
            (Lookup("text", "bridge"), Bool(must=(Lookup("text", "stone"), Lookup("text", "river")))),
            (Lookup("text", "nowhere"), Lookup("text", "bridge")),
        ],
    )
    def test_of_several_ways_the_best_one_scores(
        self, engine: SearchEngine, ways: tuple[TermNode, ...]
    ) -> None:
        alone = [scores(engine, way) for way in ways]
        best = {id_: max(found.get(id_, 0.0) for found in alone) for found in alone for id_ in found}
        assert scores(engine, Best(ways)) == pytest.approx(best)
        assert best

    def test_a_constant_scores_one_in_each_document_that_matches(self, engine: SearchEngine) -> None:
        parts: tuple[TermNode, ...] = (
            Lookup("text", "bridge"),
            any_of(Lookup("text", "stone"), Lookup("text", "river", 3.0)),
            Bool(must=(Lookup("text", "stone"),), should=(Lookup("text", "bridge"),)),
        )
        expected = Counter(id_ for part in parts for id_ in scores(engine, part))
        found = scores(engine, Bool(should=tuple(map(Constant, parts)), at_least=1))
        assert found == pytest.approx(expected)
        assert max(found.values()) > 1

    def test_a_boosted_range_of_days_adds_to_the_score(self, engine: SearchEngine) -> None:
        plain, of_2021 = Lookup("text", "stone"), DayRange(20210101, 20211231, 2.5)
        before = scores(engine, plain)
        assert scores(engine, Bool(must=(plain,), should=(of_2021,))) == pytest.approx(
            before | {"library-en": before["library-en"] + 2.5}
        )

    def test_every_document_comes_once_and_in_parts(self, own: SearchEngine) -> None:
        own.delete(["bridge-ar"])
        own.add([indexed(replace(DOCUMENTS[0], title="Ferry"))])
        own.commit(2)
        light = {d.id: replace(d, body="") for d in (replace(DOCUMENTS[0], title="Ferry"), *DOCUMENTS[1:])}
        del light["bridge-ar"]
        everything = list(own.documents())
        assert {document.id: document for document in everything} == light
        assert len(everything) == len(light)
        for most in (1, 2, 100):
            starts = range(0, len(light) + most, most)
            assert [d for start in starts for d in own.documents(start, most)] == everything
        assert list(own.documents(0, 0)) == []

    def test_no_document_comes_of_an_empty_index(self, empty: SearchEngine) -> None:
        assert list(empty.documents()) == list(empty.documents(5, 5)) == []

    def test_it_knows_when_it_changed(self, own: SearchEngine) -> None:
        age = datetime.now(UTC) - own.changed
        assert -2 < age.total_seconds() < 600

    def test_the_vocabulary_has_each_exact_form_once_with_its_documents(self, engine: SearchEngine) -> None:
        words = list(engine.vocabulary())
        known = dict(words)
        assert len(words) == len(known)
        assert (known["stone"], known["masons"], known["کتابخانه"], known["bibliotekes"]) == (2, 1, 1, 1)
        assert not [word for word in known if ":" in word or word != word.lower()]

    def test_an_empty_index_has_no_vocabulary(self, empty: SearchEngine) -> None:
        assert list(empty.vocabulary()) == []

    def test_another_opening_sees_what_was_committed(self, store: IndexStore) -> None:
        writer = store.create()
        fill(writer)
        store.publish(writer)
        writer.close()
        reader = store.open()
        assert found(reader, "bridge") == {"bridge-en", "library-en"}
        assert reader.revision == 1
        reader.close()

    def test_what_was_not_committed_is_lost(self, store: IndexStore) -> None:
        writer = store.create()
        fill(writer)
        store.publish(writer)
        writer.add([indexed(Document("late", "Late ferry", "", "en"))])
        writer.close()
        reader = store.open()
        assert found(reader, "ferry") == set()
        reader.close()

    def test_a_second_writer_is_refused(self, store: IndexStore) -> None:
        writer = store.create()
        fill(writer)
        store.publish(writer)
        writer.add([indexed(DOCUMENTS[0])])
        other = store.open()
        with pytest.raises(EngineBusyError, match="Another process"):
            other.add([indexed(DOCUMENTS[1])])
        other.close()
        writer.close()

    def test_generations_swap_and_go_back(self, store: IndexStore) -> None:
        with pytest.raises(NoIndexError, match="fehrest reindex"):
            store.open()
        assert not store.exists()
        for word in ("ferry", "tunnel"):
            engine = store.create()
            engine.add([indexed(Document("one", word, "", "en"))])
            engine.commit(1)
            before = store.version()
            store.publish(engine)
            assert store.version() != before
            engine.close()
        current = store.open()
        assert (found(current, "ferry"), found(current, "tunnel")) == (set(), {"one"})
        current.close()
        store.rollback()
        current = store.open()
        assert (found(current, "ferry"), found(current, "tunnel")) == ({"one"}, set())
        current.close()

    def test_the_size_of_the_current_generation_and_what_killed_rebuilds_left(
        self, store: IndexStore
    ) -> None:
        assert store.size() is None
        assert store.unused() == []
        engine = store.create()
        engine.add([indexed(DOCUMENTS[0])])
        engine.commit(1)
        store.publish(engine)
        engine.close()
        size = store.size()
        assert size is not None
        assert size.bytes > 100
        assert size.segments >= 1
        assert abs((datetime.now(UTC) - size.made).total_seconds()) < 3600
        assert store.unused() == []

    def test_the_analyzers_fingerprint_is_kept(self, engine: SearchEngine) -> None:
        from analyzers import fingerprint

        assert engine.fingerprint == fingerprint()

    # Words

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("library", {"library-en", "bridge-en"}),
            ("libraries", {"library-en", "bridge-en"}),
            ("LIBRARY", {"library-en", "bridge-en"}),
            ("stone library", {"library-en", "bridge-en"}),
            ("plums masons", {"harvest-en", "bridge-en"}),
            ("کتاب", {"library-fa"}),
            ("كتاب", {"library-fa"}),
            ("کتاب ها", {"library-fa"}),
            ("می روند", {"library-fa"}),
            ("ميروند", {"library-fa"}),
            ("الجسر", {"bridge-ar"}),
            ("جسر", {"bridge-ar"}),
            ("biblioteka", {"library-sq"}),
            ("bibliotekat femije", {"library-sq"}),
            ("10.5", {"harvest-en"}),
            ("۱۰٫۵", {"harvest-en"}),
            ("plums@orchard.example", {"harvest-en"}),
            ("nowhere", set()),
            ("mina OR ada", {"bridge-en", "library-en", "library-sq"}),
        ],
    )
    def test_words(self, engine: SearchEngine, query: str, expected: set[str]) -> None:
        assert found(engine, query) == expected

    def test_when_nothing_has_all_words_the_best_partial_matches_come(self, engine: SearchEngine) -> None:
        result = ask(engine, "stone bridge masons zeppelin")
        assert [hit.document.id for hit in result.hits] == ["bridge-en"]
        assert (result.partial, result.matched_words, result.wanted_words) == (True, 3, 4)

    def test_any_words_on_request(self, engine: SearchEngine) -> None:
        result = ask(engine, "plum masons", match=Match.ANY)
        assert {hit.document.id for hit in result.hits} == {"harvest-en", "bridge-en"}
        assert not result.partial

    def test_function_words_need_not_match(self, engine: SearchEngine) -> None:
        assert found(engine, "what is the harvest of the plums") == {"harvest-en"}

    def test_exact_mode_takes_no_other_form(self, engine: SearchEngine) -> None:
        assert found(engine, "libraries", exact=True) == {"library-en"}
        assert found(engine, "+libraries") == {"library-en"}
        assert found(engine, '"libraries"') == {"library-en"}

    # Phrases, boolean queries, fields

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ('"stone bridge"', {"bridge-en"}),
            ("«stone bridge»", {"bridge-en"}),
            ("“stone bridge”", {"bridge-en"}),
            ('"bridge stone"', set()),
            ('"stone bridge reopens"', {"bridge-en"}),
            ('"reopens masons"', set()),
            ('"کتابخانه می‌روند"', {"library-fa"}),
            ('"کتابخانه می روند"', {"library-fa"}),
            ('"fëmijët shkojnë"', {"library-sq"}),
            ('"femijet shkojne"', {"library-sq"}),
            ("stone -masons", {"library-en"}),
            ("stone NOT masons", {"library-en"}),
            ('river -"stone bridge"', {"library-en"}),
            ("masons OR plums", {"bridge-en", "harvest-en"}),
            ("(masons OR plums) week", {"harvest-en"}),
            ("(masons | کتاب)", {"bridge-en", "library-fa"}),
            ("-stone", {"harvest-en", "library-fa", "bridge-ar", "library-sq"}),
            ("title:library", {"library-en"}),
            ("title:bridge", {"bridge-en"}),
            ("author:moss", {"library-en", "harvest-en"}),
            ('author:"ada hill"', {"bridge-en", "library-en", "library-sq"}),
            ("author:hill stone", {"bridge-en", "library-en"}),
            ("-author:hill stone", set()),
            ("category:town", {"bridge-en", "library-en"}),
            ("category:bridges", {"bridge-en"}),
            ("tag:books", {"library-en"}),
            ("source:gazette", {"bridge-en"}),
            ("lang:fa", {"library-fa"}),
            ("lang:shqip libra", {"library-sq"}),
            ("نویسنده:سرابی", {"library-fa"}),
            ("foo:library", set()),
        ],
    )
    def test_syntax(self, engine: SearchEngine, query: str, expected: set[str]) -> None:
        result = ask(engine, query, size=100)
        assert {hit.document.id for hit in result.hits if not result.partial} == expected

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("lib*", {"library-en", "bridge-en", "library-sq"}),
            ("libr*y", {"library-en", "bridge-en"}),
            ("br?dge", {"bridge-en", "library-en"}),
            ("*asons", {"bridge-en"}),
            ("EN*", set()),
            ("e*n*:*", set()),
            ("کتاب*", {"library-fa"}),
            ("کتابخا?ه", {"library-fa"}),
            ("masns~", {"bridge-en"}),
            ("amsons~1", set()),
            ("amsons~2", {"bridge-en"}),
            ("کتابخاه~", {"library-fa"}),
            ("plumz~0", set()),
            ("title:libr*", {"library-en"}),
        ],
    )
    def test_prefix_wildcard_fuzzy(self, engine: SearchEngine, query: str, expected: set[str]) -> None:
        assert found(engine, query) == expected

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("date:2021", {"library-en", "harvest-en", "library-fa"}),
            ("date:2021-01", {"library-en"}),
            ("date:2021-01-31", {"library-en"}),
            ("date:۲۰۲۱-۰۱", {"library-en"}),
            ("date:2019..2021-01", {"bridge-en", "bridge-ar", "library-en"}),
            ("after:2021-02", {"library-fa", "harvest-en"}),
            ("before:2019", {"bridge-en", "bridge-ar"}),
            ("date:2019 stone", {"bridge-en"}),
            ("-date:2021", {"bridge-en", "bridge-ar", "library-sq"}),
        ],
    )
    def test_dates_in_a_query(self, engine: SearchEngine, query: str, expected: set[str]) -> None:
        assert found(engine, query) == expected

    def test_a_range_of_days_is_inclusive(self, engine: SearchEngine) -> None:
        days = {"first_day": date(2019, 5, 5), "last_day": date(2021, 1, 31)}
        assert found(engine, **days) == {"bridge-ar", "library-en"}
        assert found(engine, first_day=date(2021, 8, 15)) == {"harvest-en"}

    # Order and pages

    def test_newest_and_oldest_first_undated_last(self, engine: SearchEngine) -> None:
        dated = ["harvest-en", "library-fa", "library-en", "bridge-ar", "bridge-en"]
        assert ids(engine, sort=Sort.NEWEST) == [*dated, "library-sq"]
        assert ids(engine, sort=Sort.OLDEST) == [*reversed(dated), "library-sq"]

    def test_a_word_in_the_title_comes_first(self, engine: SearchEngine) -> None:
        assert ids(engine, "bridge")[0] == "bridge-en"
        assert ids(engine, "library lang:en")[0] == "library-en"

    def test_scores_fall(self, engine: SearchEngine) -> None:
        scores = [hit.score for hit in ask(engine, "stone river library", match=Match.ANY).hits]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[-1]

    @pytest.mark.parametrize("sort", list(Sort))
    def test_paging_to_the_end_shows_each_once(self, engine: SearchEngine, sort: Sort) -> None:
        pages = [ids(engine, sort=sort, size=2, page=page) for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [2, 2, 2, 0]
        assert {id_ for page in pages for id_ in page} == {document.id for document in DOCUMENTS}
        assert ask(engine, size=2, page=4).total == len(DOCUMENTS)

    # Facets, totals, timeline

    def test_facets_count_the_matches(self, engine: SearchEngine) -> None:
        result = ask(engine, "stone")
        assert counts(result, "category") == {
            "Town": 2,
            "Culture": 1,
            "Culture > Libraries": 1,
            "Town > Bridges": 1,
        }
        assert counts(result, "author") == {"Ada Hill": 2, "Ben Moss": 1}
        assert counts(result, "language") == {"en": 2}
        assert counts(result, "year") == {"2019": 1, "2021": 1}
        assert counts(result, "source") == {"Harbour Gazette": 1}
        assert counts(result, "tag") == {"books": 1, "river": 1, "stone": 1}

    def test_buckets_come_by_count_then_by_value(self, engine: SearchEngine) -> None:
        values = [(bucket.count, bucket.value) for bucket in ask(engine).facets["category"]]
        assert values == sorted(values, key=lambda pair: (-pair[0], pair[1]))

    def test_a_facet_ignores_its_own_choice_and_respects_the_others(self, engine: SearchEngine) -> None:
        filters = (("author", ("Ben Moss",)), ("language", ("en", "fa")))
        result = ask(engine, filters=filters)
        assert {hit.document.id for hit in result.hits} == {"library-en", "harvest-en"}
        assert counts(result, "author") == {"Ada Hill": 2, "Ben Moss": 2, "مینا سرابی": 1}
        assert counts(result, "language") == {"en": 2, "fa": 0}
        assert [bucket.value for bucket in result.facets["author"] if bucket.selected] == ["Ben Moss"]

    def test_values_of_one_facet_are_alternatives(self, engine: SearchEngine) -> None:
        assert found(engine, filters=(("year", ("2019", "2021")),)) == {d.id for d in DOCUMENTS if d.date}

    def test_each_count_is_the_total_of_choosing_it(self, engine: SearchEngine) -> None:
        for query in ("", "stone", "library OR libra"):
            for facet, buckets in ask(engine, query).facets.items():
                for bucket in buckets:
                    assert ask(engine, query, filters=((facet, (bucket.value,)),)).total == bucket.count

    def test_a_chosen_value_is_listed_even_where_it_counts_nothing(self, engine: SearchEngine) -> None:
        result = ask(engine, "plums", filters=(("author", ("Ada Hill",)),), facet_size=1)
        assert counts(result, "author") == {"Ben Moss": 1, "Ada Hill": 0}
        assert result.total == 0

    def test_a_facet_is_cut_at_its_size(self, engine: SearchEngine) -> None:
        assert len(ask(engine, facet_size=2).facets["category"]) == 2

    @pytest.mark.parametrize(
        ("interval", "bars"),
        [
            (Interval.YEAR, [("2019", 2), ("2021", 3)]),
            (Interval.MONTH, [("2019-05", 2), ("2021-01", 1), ("2021-02", 1), ("2021-08", 1)]),
            (
                Interval.DAY,
                [
                    ("2019-05-04", 1),
                    ("2019-05-05", 1),
                    ("2021-01-31", 1),
                    ("2021-02-01", 1),
                    ("2021-08-15", 1),
                ],
            ),
        ],
    )
    def test_the_timeline_is_in_order(self, engine: SearchEngine, interval: Interval, bars: list) -> None:
        assert [(bar.value, bar.count) for bar in ask(engine, timeline=interval).timeline] == bars

    def test_the_timeline_respects_filters_and_days(self, engine: SearchEngine) -> None:
        result = ask(engine, filters=(("language", ("en",)),), last_day=date(2021, 6, 1))
        assert [(bar.value, bar.count) for bar in result.timeline] == [("2019", 1), ("2021", 1)]

    def test_counts_are_exact_over_many_segments_and_values(self, empty: SearchEngine) -> None:
        for part in range(5):
            many = (
                Document(f"{part}-{n}", "note", "note", "en", tags=(f"tag {n:03d}", f"part {part}"))
                for n in range(60)
            )
            empty.add(indexed(document) for document in many)
            empty.commit(part + 1)
        tags = counts(ask(empty, "note", facet_size=200), "tag")
        assert tags == {f"tag {n:03d}": 5 for n in range(60)} | {f"part {n}": 60 for n in range(5)}

    # Errors and the port's own tree

    def test_unknown_facets_and_fields_are_named(self, engine: SearchEngine) -> None:
        with pytest.raises(UnknownFieldError, match="colour"):
            ask(engine, filters=(("colour", ("red",)),))
        with pytest.raises(UnknownFieldError, match="colour"):
            ask(engine, facets=("colour",))
        for node in (
            Lookup("colour", "red"),
            Sequence("colour", ((0, "a"), (1, "b"))),
            AnyValue("colour", ("red",)),
        ):
            with pytest.raises(UnknownFieldError, match="colour"):
                engine.search(EngineQuery(node))

    def test_pages_out_of_bounds_are_refused(self, engine: SearchEngine) -> None:
        for bad in ({"page": 0}, {"size": -1}, {"size": 101}, {"facet_size": 0}):
            with pytest.raises(BadRequestError):
                ask(engine, **bad)

    def test_a_size_of_none_only_counts(self, engine: SearchEngine) -> None:
        result = engine.search(EngineQuery(Lookup("text", "stone"), limit=0))
        assert (result.total, result.hits) == (2, ())

    @pytest.mark.parametrize(("at_least", "total"), [(0, 2), (1, 2), (2, 2), (3, 1), (4, 0)])
    def test_at_least_so_many(self, engine: SearchEngine, at_least: int, total: int) -> None:
        words = tuple(Lookup("text", word) for word in ("stone", "river", "masons", "ferry"))
        node = Bool(should=words, at_least=at_least)
        assert engine.search(EngineQuery(node)).total == total

    def test_what_should_match_need_not_beside_what_must(self, engine: SearchEngine) -> None:
        node = Bool(must=(Lookup("text", "stone"),), should=(Lookup("text", "masons"),))
        result = engine.search(EngineQuery(node))
        assert [hit.stored.document.id for hit in result.hits] == ["bridge-en", "library-en"]

    def test_everything_but(self, engine: SearchEngine) -> None:
        node = Bool(must=(Everything(),), must_not=(Lookup("text", "stone"),))
        assert engine.search(EngineQuery(node)).total == 4

    def test_documents_come_back_as_they_went_in(self, engine: SearchEngine) -> None:
        got = engine.get(["library-sq", "nowhere", "bridge-en"])
        assert [stored.document for stored in got] == [DOCUMENTS[5], DOCUMENTS[0]]

    def test_document_frequencies(self, engine: SearchEngine) -> None:
        assert engine.document_frequencies("text", ["stone", "masons", "ferry"]) == {
            "stone": 2,
            "masons": 1,
            "ferry": 0,
        }

    @pytest.mark.parametrize("value", ["a/b", "a > b", "ünï", "x" * 300, 'quo"te', "comma, space", "کتاب‌ها"])
    def test_any_value_of_a_facet_can_be_chosen(self, empty: SearchEngine, value: str) -> None:
        fill(empty, (Document("one", "note", "", "en", authors=(value,)), Document("two", "note", "", "en")))
        (bucket,) = ask(empty).facets["author"]
        assert found(empty, filters=(("author", (bucket.value,)),)) == {"one"}

    def test_dates_before_the_epoch_and_far_ahead(self, empty: SearchEngine) -> None:
        old, new = datetime(1890, 1, 2, tzinfo=UTC), datetime(2190, 1, 2, tzinfo=UTC)
        fill(
            empty, (Document("old", "note", "", "en", date=old), Document("new", "note", "", "en", date=new))
        )
        assert ids(empty, sort=Sort.OLDEST) == ["old", "new"]
        assert [bar.value for bar in ask(empty).timeline] == ["1890", "2190"]
        assert found(empty, "before:1900") == {"old"}

    def test_the_words_are_marked(self, engine: SearchEngine) -> None:
        (hit,) = ask(engine, "کتاب ها").hits
        marked = [snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.marks]
        assert "کتاب‌های" in marked
        assert all("کتابخانه" not in mark for mark in marked)

"""One hit per story: the contract, checked by hand and against counting one by one."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engines.port.engine import EngineQuery, SearchEngine
from engines.port.fields import FIELDS
from engines.port.model import Document, Interval, Sort
from engines.port.terms import Bool, Everything, InStory
from search.categories import Categories, Category
from search.model import Bucket, Hit, Match, SearchRequest, StoryKind
from search.related import related
from search.searcher import Searcher
from search.stories import members
from tests.contract.library import DOCUMENTS, Shared, ask, counts, fill, found, ids, indexed

LIBRARY_STORY, BRIDGE_STORY = 7, 1 << 40
STORIES = {"library-en": LIBRARY_STORY, "library-fa": LIBRARY_STORY, "library-sq": LIBRARY_STORY} | {
    "bridge-en": BRIDGE_STORY,
    "bridge-ar": BRIDGE_STORY,
    "bridge-copy": BRIDGE_STORY,
}
COPY = replace(
    DOCUMENTS[0],
    id="bridge-copy",
    title="The old stone bridge is open again",
    date=datetime(2019, 5, 6, tzinfo=UTC),
    authors=("Copy Desk",),
)
TOLD = tuple(replace(document, story=STORIES.get(document.id)) for document in (*DOCUMENTS, COPY))
WORDS = ("mill", "river", "orchard", "harbour", "lantern", "stove")


def several(count: int, seed: int) -> list[Document]:
    """Documents with a few words each; most belong to one of several stories, some are undated, some are
    alike.
    """
    choose = random.Random(seed)
    made = []
    for number in range(count):
        day = datetime(2018, 12, 20, tzinfo=UTC) + timedelta(days=choose.randrange(900))
        made.append(
            Document(
                id=f"d{number:03d}",
                title=choose.choice(WORDS),
                body=" ".join(choose.choices(WORDS, k=choose.randrange(1, 6))),
                language=choose.choice(("en", "sq", "fa")),
                authors=tuple({choose.choice(("Ada", "Ben", "Cleo", "Dan")) for _ in range(2)}),
                categories=((choose.choice(("Town", "Farm")), choose.choice(("East", "West"))),),
                tags=tuple({f"tag {choose.randrange(30)}" for _ in range(3)}),
                date=day if choose.random() < 0.9 else None,
                story=choose.choice((None, *range(1, 25))),
            )
        )
    return made


REQUESTS = [
    SearchRequest(text, filters=filters, sort=sort, match=Match.ANY, facet_size=100, timeline=Interval.MONTH)
    for sort in Sort
    for text, filters in (
        ("", ()),
        ("mill", ()),
        ("river -stove", (("language", ("en", "fa")),)),
        ("mill orchard", (("author", ("Ada",)), ("category", ("Town", "Farm > West")))),
        ("", (("year", ("2019",)), ("tag", ("tag 1", "tag 2", "tag 3")))),
        ("lantern", (("tag", ("tag 99",)),)),
    )
]


def everything(engine: SearchEngine, request: SearchRequest, size: int = 17) -> list[Hit]:
    """All hits of a request, page by page."""
    searcher, hits, page = Searcher(engine), [], 1
    request = replace(request, size=size, facets=(), timeline=None)
    while got := searcher.search(replace(request, page=page)).hits:
        hits += got
        page += 1
    return hits


def collapsed_by_hand(hits: list[Hit]) -> list[str]:
    """The ids of the hits of a collapsing search, computed from a search that does not collapse."""
    stories: dict[object, list[Hit]] = {}
    for hit in hits:
        stories.setdefault(hit.document.story or hit.document.id, []).append(hit)
    return [_shown(members).document.id for members in stories.values()]


def _shown(members: list[Hit]) -> Hit:
    first, *others = members
    if first.score is None:
        equal = [hit for hit in others if hit.document.date == first.document.date]
    else:
        equal = [hit for hit in others if hit.score == first.score]
    return min((first, *equal), key=_newest)


def _newest(hit: Hit) -> tuple[float, str]:
    date = hit.document.date
    return -date.timestamp() if date else float("inf"), hit.document.id


def several_segments(engine: SearchEngine) -> None:
    """Documents of which some were replaced, moved to other stories and deleted."""
    documents = several(150, seed=3)
    for revision in range(3):
        engine.add(indexed(document) for document in documents[revision * 50 : (revision + 1) * 50])
        engine.commit(revision + 1)
    engine.add(indexed(replace(document, story=None)) for document in documents[:10])
    engine.add(indexed(replace(document, story=3)) for document in documents[10:14])
    engine.delete(document.id for document in documents[140:])
    engine.commit(4)


class StoryContract:
    """Part of the contract suite. ``empty`` is an engine without documents, ``told`` and ``parts`` are read
    by several tests.
    """

    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, shared: Shared) -> SearchEngine:
        return shared(lambda engine: fill(engine, TOLD))

    @pytest.fixture(scope="class")
    @classmethod
    def parts(cls, shared: Shared) -> SearchEngine:
        return shared(several_segments)

    def test_a_story_is_one_hit_with_its_others_under_it(self, told: SearchEngine) -> None:
        result = ask(told, "stone bridge")
        assert (result.total, result.articles) == (2, 3)
        bridge = next(hit for hit in result.hits if hit.document.story == BRIDGE_STORY)
        rest = {"bridge-en", "bridge-copy"} - {bridge.document.id}
        assert [(other.id, other.kind, other.matched) for other in bridge.others] == [
            ("bridge-ar", StoryKind.TRANSLATION, False),
            (rest.pop(), StoryKind.DUPLICATE, True),
        ]

    def test_without_folding_each_article_is_a_hit(self, told: SearchEngine) -> None:
        result = ask(told, "stone bridge", collapse=False)
        assert (result.total, result.articles) == (3, 3)
        assert {hit.document.id for hit in result.hits} == {"bridge-en", "bridge-copy", "library-en"}
        assert all(hit.others == () for hit in result.hits)

    def test_what_the_others_say(self, told: SearchEngine) -> None:
        (hit,) = ask(told, "lang:sq").hits
        library = {document.id: document for document in TOLD}
        assert [(o.id, o.title, o.language, o.url, o.date) for o in hit.others] == [
            (id_, library[id_].title, library[id_].language, library[id_].url, library[id_].date)
            for id_ in ("library-en", "library-fa")
        ]

    def test_the_hit_is_of_the_language_that_was_chosen(self, told: SearchEngine) -> None:
        for language in ("en", "fa", "sq"):
            result = ask(told, "lang:" + language, filters=(("language", (language,)),))
            assert all(hit.document.language == language for hit in result.hits)
            assert "library-" + language in {hit.document.id for hit in result.hits}

    @pytest.mark.parametrize("sort", Sort)
    def test_the_preferred_language_stands_for_a_story_at_its_place(
        self, told: SearchEngine, sort: Sort
    ) -> None:
        plain = ask(told, "", sort=sort)
        for language in ("en", "fa", "sq"):
            result = ask(told, "", sort=sort, prefer=language)
            shown = [hit.document.story for hit in result.hits]
            assert shown == [hit.document.story for hit in plain.hits]
            assert [hit.score for hit in result.hits] == [hit.score for hit in plain.hits]
            assert "library-" + language in {hit.document.id for hit in result.hits}

    def test_only_a_match_can_be_preferred(self, told: SearchEngine) -> None:
        assert {hit.document.language for hit in ask(told, "stone", prefer="fa").hits} == {"en"}

    def test_counts_of_facets_and_timeline_are_of_stories(self, told: SearchEngine) -> None:
        result = ask(told)
        assert (result.total, result.articles) == (3, 7)
        assert counts(result, "author") == {"Ada Hill": 2, "Ben Moss": 2} | {
            "Copy Desk": 1,
            "مینا سرابی": 1,
            "سامي نهري": 1,
        }
        assert counts(result, "language") == {"en": 3, "fa": 1, "ar": 1, "sq": 1}
        assert [(bar.value, bar.count) for bar in result.timeline] == [("2019", 1), ("2021", 2)]

    def test_of_equal_matches_the_newest_is_shown(self, empty: SearchEngine) -> None:
        alike = Document("b", "mill", "mill", "en", story=1, date=datetime(2020, 1, 1, tzinfo=UTC))
        newer = replace(alike, id="c", date=datetime(2021, 1, 1, tzinfo=UTC))
        undated = replace(alike, id="a", date=None)
        fill(empty, (alike, newer, undated))
        (hit,) = ask(empty, "mill").hits
        assert [hit.document.id, *(other.id for other in hit.others)] == ["c", "b", "a"]
        fill(empty, tuple(replace(document, date=None) for document in (newer, alike, undated)), 2)
        assert [ids(empty, "mill", sort=sort) for sort in Sort] == [["a"]] * 3

    @pytest.mark.parametrize("number", range(len(REQUESTS)))
    def test_as_counted_one_by_one(self, parts: SearchEngine, number: int) -> None:
        request = REQUESTS[number]
        plain = everything(parts, replace(request, collapse=False))
        collapsed = everything(parts, request)
        assert [hit.document.id for hit in collapsed] == collapsed_by_hand(plain)
        result = Searcher(parts).search(request)
        assert (result.total, result.articles) == (len(collapsed), len(plain))
        assert result.timeline == bars(plain)
        for facet in FIELDS.facets:
            without = request.with_filter(facet, ())
            others = plain if without == request else everything(parts, replace(without, collapse=False), 100)
            assert counts(result, facet) == values(others, facet, request)
        self.check_others(parts, collapsed, {hit.document.id for hit in plain})

    def check_others(self, engine: SearchEngine, collapsed: list[Hit], matching: set[str]) -> None:
        living = everything(engine, SearchRequest("", collapse=False), 100)
        for hit in collapsed:
            story, id_ = hit.document.story, hit.document.id
            expected = {h.document.id for h in living if story and h.document.story == story} - {id_}
            assert {other.id for other in hit.others} == expected
            assert {other.id for other in hit.others if other.matched} == expected & matching
            assert [other.kind for other in hit.others] == sorted(
                (other.kind for other in hit.others), reverse=True
            )

    def test_each_count_is_the_total_of_choosing_it_in_stories(self, parts: SearchEngine) -> None:
        for request in (SearchRequest("mill", facet_size=100), REQUESTS[2]):
            for facet, buckets in Searcher(parts).search(request).facets.items():
                for bucket in buckets[:12]:
                    chosen = request.with_filter(facet, (bucket.value,))
                    chosen = replace(chosen, size=1, facets=(facet,), timeline=None)
                    assert Searcher(parts).search(chosen).total == bucket.count

    def test_joined_values_are_counted_one_by_one(self, parts: SearchEngine) -> None:
        names = ("Town", "Farm > West", "Nowhere")
        searcher = Searcher(parts, categories=Categories((Category(tuple(("en", name) for name in names)),)))
        for request in (REQUESTS[0], REQUESTS[3], replace(REQUESTS[3], collapse=False)):
            found = counts(searcher.search(replace(request, facet_size=100)), "category")
            without = replace(request.with_filter("category", ()), collapse=False)
            hits = everything(parts, without)
            stories = [hit.document.story or hit.document.id for hit in hits if _has(hit, names)]
            single = values(hits, "category", without)
            assert found["Town"] == len(set(stories) if request.collapse else stories)
            assert not found.keys() & {"Farm > West", "Nowhere"}
            if request.collapse:
                rest = {value: number for value, number in single.items() if value not in names}
                assert {value: number for value, number in found.items() if value != "Town"} == rest
            chosen = replace(request.with_filter("category", ("Farm > West",)), size=1)
            assert searcher.search(chosen).total == found["Town"]

    def test_the_largest_values_are_those_with_most_stories(self, empty: SearchEngine) -> None:
        # One story with very many copies must not displace values with a few stories each.
        copies = (
            Document(f"c{n}", "mill", "", "en", tags=(f"copies {n % 40}",), story=1) for n in range(400)
        )
        plain = (Document(f"p{n}", "mill", "", "en", tags=(f"plain {n % 3}",)) for n in range(9))
        fill(empty, (*copies, *plain))
        result = ask(empty, "mill", facet_size=3)
        assert counts(result, "tag") == {f"plain {n}": 3 for n in range(3)}
        assert (result.total, result.articles) == (10, 409)

    def test_pages_are_full_where_one_story_has_many_matches(self, empty: SearchEngine) -> None:
        copies = (Document(f"c{n:03d}", "mill mill mill", "", "en", story=1) for n in range(300))
        fill(empty, (*copies, *(Document(f"p{n:03d}", "mill and river", "", "en") for n in range(40))))
        pages = [ids(empty, "mill", page=page) for page in range(1, 6)]
        assert [len(page) for page in pages] == [10, 10, 10, 10, 1]
        assert len({id_ for page in pages for id_ in page}) == 41

    def test_what_leaves_a_story_and_what_joins_it(self, empty: SearchEngine) -> None:
        fill(empty, TOLD)
        empty.add([indexed(replace(TOLD[-1], story=None)), indexed(replace(TOLD[2], story=BRIDGE_STORY))])
        empty.delete(["bridge-ar"])
        empty.commit(2)
        assert ask(empty).total == 3
        assert [other.id for other in members(empty, TOLD[0])] == ["harvest-en"]
        assert members(empty, replace(TOLD[-1], story=None)) == ()

    def test_documents_of_stories_are_found(self, told: SearchEngine) -> None:
        node = InStory((LIBRARY_STORY, 99))
        result = told.search(EngineQuery(node))
        assert (result.total, result.articles) == (3, 3)
        assert told.search(EngineQuery(Bool(must=(Everything(),), must_not=(node,)))).total == 4
        assert told.search(EngineQuery(InStory(()))).total == 0

    def test_a_story_comes_back_with_its_document(self, told: SearchEngine) -> None:
        assert [stored.document for stored in told.get(["bridge-en", "harvest-en"])] == [TOLD[0], TOLD[2]]

    def test_related_articles_are_other_stories_and_each_once(self, empty: SearchEngine) -> None:
        texts = ("mason stone bridge arch", "arch stone bridge works", "stone bridge mason yard")
        documents = [
            Document(f"{n}{copy}", text, text, "en", story=n + 1)
            for n, text in enumerate(texts)
            for copy in "ab"
        ]
        fill(empty, tuple(documents))
        found = [hit.document.story for hit in related(empty, documents[0])]
        assert sorted(found, key=str) == [2, 3]

    def test_nothing_changes_where_there_are_no_stories(self, empty: SearchEngine) -> None:
        fill(empty)
        collapsed, plain = ask(empty, "stone"), ask(empty, "stone", collapse=False)
        assert (collapsed.total, collapsed.articles, collapsed.facets) == (
            plain.total,
            plain.total,
            plain.facets,
        )
        assert [hit.document for hit in collapsed.hits] == [hit.document for hit in plain.hits]
        assert found(empty) == {document.id for document in DOCUMENTS}


def _has(hit: Hit, names: tuple[str, ...]) -> bool:
    return not set(names).isdisjoint(hit.document.category_values)


def bars(hits: list[Hit]) -> tuple[Bucket, ...]:
    stories: dict[str, set[object]] = {}
    for hit in hits:
        if hit.document.date:
            month = f"{hit.document.date:%Y-%m}"
            stories.setdefault(month, set()).add(hit.document.story or hit.document.id)
    return tuple(Bucket(month, len(found)) for month, found in sorted(stories.items()))


def values(hits: list[Hit], facet: str, request: SearchRequest) -> dict[str, int]:
    stories: dict[str, set[object]] = {value: set() for value in request.selected(facet)}
    for hit in hits:
        for value in indexed(hit.document).facets[facet]:
            stories.setdefault(value, set()).add(hit.document.story or hit.document.id)
    return {value: len(found) for value, found in stories.items()}

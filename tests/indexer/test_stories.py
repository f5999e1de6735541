"""Stories in an archive: what joins, what must not, and what happens when articles are added and removed."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.errors import UnknownArticleError
from indexer.freshness import is_current
from indexer.indexing import update_index
from indexer.progress import SilentProgress
from indexer.stories import all_stories, count_stories, decide, group_stories, is_grouped, stage
from indexer.stories import update as updating
from indexer.stories.duplicates import likeness
from indexer.stories.groups import grouped
from indexer.stories.model import Edge, Relation, Text
from search.model import SearchRequest
from search.searcher import Searcher
from tests.every_engine import EVERY_ENGINE, ready

DAY = datetime(2021, 5, 4, 9, tzinfo=UTC)
WORDS = [
    "lantern", "orchard", "river", "stove", "ferry", "mason", "kettle", "meadow", "bakery", "violin",
    "harbour", "window", "garden", "copper", "bridge", "weaver", "saffron", "cellar", "walnut", "pigeon",
    "ladder", "basket", "market", "chimney", "thread", "valley", "clock", "barley", "candle",
]  # fmt: skip


def prose(seed: int, count: int = 150) -> list[str]:
    choose = random.Random(seed)
    return [choose.choice(WORDS) + choose.choice(("", "s", "ed", "ing")) for _ in range(count)]


def article(id_: str, words: list[str] | str, **more: object) -> Article:
    body = words if isinstance(words, str) else " ".join(words)
    fields = {"title": f"Notes of {id_}", "language": "en", "date": DAY, "external_id": id_, "body": body}
    return Article(**fields | more)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        yield archive


def stories(archive: Archive) -> set[frozenset[str]]:
    """The stories with at least two articles, as sets of ids."""
    group_stories(archive, SilentProgress())
    assert is_grouped(archive)
    found: dict[int, set[str]] = {}
    for archived in archive.changes():
        if archived.story is not None:
            assert not archived.deleted
            found.setdefault(archived.story, set()).add(archived.id)
    assert all(len(members) > 1 for members in found.values())
    return {frozenset(members) for members in found.values()}


TEXT = prose(1)
EDITS = {
    "the same": TEXT,
    "another headline": TEXT,
    "a paragraph more": [*TEXT, *prose(2, 60)],
    "a paragraph in the middle": [*TEXT[:70], *prose(2, 50), *TEXT[70:]],
    "cut short": TEXT[:90],
    "some words changed": [*TEXT[:30], "indeed", "again", *TEXT[32:100], "finally", *TEXT[101:]],
    "a figure brought up to date": [*TEXT[:60], "17", *TEXT[61:]],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_the_same_story(archive, edit):
    first = [*TEXT[:60], "12", *TEXT[61:]] if "figure" in edit else TEXT
    title = "A mill" if "headline" in edit else "Notes of the mill"
    archive.put_batch(
        [
            article("one", first, title="Notes of the mill"),
            article("two", EDITS[edit], title=title, date=DAY + timedelta(days=1)),
            article("three", prose(9), title="Notes of the mill"),
        ]
    )
    assert stories(archive) == {frozenset({"one", "two"})}


def report(day: int) -> str:
    high, low, wind = 10 + day, 3 + day, 20 + day
    return (
        f"The weather on day {day} of the month in the valley will be fair. The highest temperature is "
        f"{high} degrees, the lowest {low} degrees, and the wind comes with {wind} kilometres an hour from "
        "the north. Fishermen in the bay should keep near the harbour, and farmers on the hills should "
        "cover their young vines in the evening. The road over the pass is open for all vehicles, but chains "
        "should be carried. The next report comes tomorrow at the same hour, and can be read at the town "
        f"hall as well. On the coast {high + 2} degrees are expected, in the hills {low - 1} degrees."
    )


def test_reports_of_a_series_are_not(archive):
    archive.put_batch(
        [
            article(f"day{n}", report(n), title="The weather in the valley", date=DAY + timedelta(days=n))
            for n in range(6)
        ]
    )
    assert stories(archive) == set()


def test_short_texts_that_agree_by_chance_are_not(archive):
    body = "Opening hours are from nine to five, and the entrance is free for all who come."
    archive.put_batch(
        [
            article("museum", body, title="Museum"),
            article("library", body, title="Library"),
            article("again", body, title="Museum", date=DAY + timedelta(days=365)),
        ]
    )
    assert stories(archive) == set()
    archive.put(article("copy", body, title="Museum"))
    assert stories(archive) == {frozenset({"museum", "copy"})}


def test_briefs_that_differ_by_one_sentence_are_copies():
    words = prose(5, 60)
    day, title = 738_000, ("harbour", "ferry", "repaired")
    brief = Text(title, tuple(words[:45]), day)
    longer, other_end = (Text(title, tuple(found), day) for found in (words[:55], words[:35] + words[45:55]))
    one_word = Text(title, (*words[:20], "elsewhere", *words[21:45]), day)
    assert likeness(brief, longer) is not None
    assert likeness(brief, other_end) is not None
    assert likeness(brief, one_word) is None
    assert likeness(brief, Text(("another", "matter"), longer.words, day)) is None


def test_the_same_text_in_two_languages_is_no_duplicate(archive):
    archive.put_batch([article("one", TEXT), article("two", TEXT, language="sq", date=None)])
    assert stories(archive) == set()


def test_a_chain_of_small_changes_does_not_join_what_is_unlike(archive):
    chain = [[*TEXT[cut:], *prose(20)[:cut]] for cut in range(0, 151, 15)]
    archive.put_batch([article(f"n{n:02d}", words, title="Notes") for n, words in enumerate(chain)])
    for members in stories(archive):
        numbers = sorted(int(id_[1:]) for id_ in members)
        assert numbers[-1] - numbers[0] <= 4


ENGLISH = "https://paper.example/en/clock"
PERSIAN = "https://paper.example/fa/saat"
ALBANIAN = "https://paper.example/sq/ora"


def edition(language: str, url: str, *translations: str, **more: object) -> Article:
    body = f"{language} " * 30
    return Article(
        f"Clock {language}",
        body,
        language,
        url=url,
        translations=translations,
        external_id=f"clock-{language}",
        **more,  # type: ignore[arg-type]
    )


def test_translations_join_by_their_links_in_any_order(archive):
    archive.put(edition("en", ENGLISH, PERSIAN + "/?utm_source=x"))
    assert stories(archive) == set()
    archive.put(edition("fa", PERSIAN))
    assert stories(archive) == {frozenset({"clock-en", "clock-fa"})}
    archive.put(edition("sq", ALBANIAN, ENGLISH, PERSIAN))
    assert stories(archive) == {frozenset({"clock-en", "clock-fa", "clock-sq"})}


def test_a_link_that_many_share_is_no_translation(archive):
    archive.put(edition("fa", PERSIAN))
    archive.put_batch(
        [
            article(f"n{n}", prose(n), url=f"https://paper.example/en/{n}", translations=(PERSIAN,))
            for n in range(3)
        ]
    )
    assert stories(archive) == set()
    archive.put(replace(edition("fa", PERSIAN, "https://paper.example/en/1"), body="Changed."))
    assert stories(archive) == {frozenset({"clock-fa", "n1"})}


def test_a_link_within_one_language_is_no_translation(archive):
    archive.put(edition("en", ENGLISH, "https://paper.example/en/2"))
    archive.put(article("two", prose(3), url="https://paper.example/en/2"))
    assert stories(archive) == set()


def test_an_article_leaves_its_story_when_its_text_or_its_links_change(archive):
    archive.put_batch([article("one", TEXT), article("two", TEXT), edition("en", ENGLISH, PERSIAN)])
    archive.put(edition("fa", PERSIAN))
    assert len(stories(archive)) == 2
    archive.put(article("two", prose(8)))
    archive.put(edition("en", ENGLISH))
    assert stories(archive) == set()


def test_a_deleted_article_leaves_the_others_together(archive):
    archive.put_batch([article(name, TEXT) for name in ("one", "two", "three")])
    stories(archive)
    archive.delete("one")
    assert stories(archive) == {frozenset({"two", "three"})}
    archive.delete("two")
    assert stories(archive) == set()
    archive.put(article("one", TEXT))
    assert stories(archive) == {frozenset({"one", "three"})}


def test_only_what_changed_its_story_gets_a_new_revision(archive):
    archive.put_batch([article("one", TEXT), article("two", prose(2)), article("three", prose(3))])
    stories(archive)
    before = archive.revision
    archive.put(article("four", TEXT))
    stories(archive)
    assert [archived.id for archived in archive.changes(before + 1)] == ["one", "four"]
    settled = archive.revision
    assert group_stories(archive, SilentProgress()) == 0
    assert archive.revision == settled


def test_at_once_or_one_by_one_is_the_same(tmp_path):
    articles = [article(f"n{n}", words) for n, words in enumerate(EDITS.values())]
    articles += [edition("en", ENGLISH, PERSIAN), edition("fa", PERSIAN), edition("sq", ALBANIAN, ENGLISH)]
    found = []
    for name, order in (("a", articles), ("b", articles), ("c", articles[::-1])):
        with Archive(tmp_path / f"{name}.sqlite3") as archive:
            for one in order if name != "a" else ():
                archive.put(one)
                stories(archive)
            archive.put_batch(order)
            found.append(stories(archive))
    assert found[0] == found[1] == found[2]


def test_other_rules_group_everything_anew(archive, monkeypatch):
    archive.put_batch([article("one", TEXT), article("two", TEXT)])
    assert stories(archive) == {frozenset({"one", "two"})}
    monkeypatch.setattr(stage, "VERSION", "another")
    monkeypatch.setattr(updating, "likeness", lambda *_: None)
    assert not is_grouped(archive)
    assert stories(archive) == set()


def test_a_kill_between_steps_loses_nothing(archive, monkeypatch):
    archive.put_batch([article(f"a{n}", prose(n)) for n in range(30)])
    archive.put_batch([article(f"b{n}", prose(n)) for n in range(30)])
    seen = []

    def fail(*given: object) -> int:
        seen.append(given)
        if len(seen) in (3, 9):
            raise KeyboardInterrupt
        return original(*given)

    original = updating.regroup
    monkeypatch.setattr(updating, "regroup", fail)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            group_stories(archive, SilentProgress(), batch=7)
    assert stories(archive) == {frozenset({f"a{n}", f"b{n}"}) for n in range(30)}


@pytest.mark.parametrize("name", EVERY_ENGINE)
def test_the_index_follows(archive, tmp_path, name, request):
    store = open_store(ready(request, name), tmp_path)

    def found() -> tuple[int, int]:
        update_index(archive, store, timezone=UTC, progress=SilentProgress(), workers=1)
        assert is_current(archive, store)
        engine = store.open()
        try:
            result = Searcher(engine).search(SearchRequest(""))
            return result.total, result.articles
        finally:
            engine.close()

    archive.put_batch([article("one", TEXT), article("other", prose(5))])
    assert found() == (2, 2)
    archive.put(article("two", TEXT))
    assert found() == (2, 3)
    archive.delete("one")
    assert found() == (2, 2)


NAMES = {
    "en": "Yesterday Marlena Tovarsky of Koprivnik and Benedikt Oralson opened 37 mills near Zagorsk with "
    "Filip Dromanek and 1,250 guests from Trebinje.",
    "sq": "Dje Marlena Tovarsky nga Koprivniku dhe Benedikt Oralson hapën 37 mullinj pranë Zagorsk me "
    "Filip Dromanek dhe 1.250 mysafirë nga Trebinje.",
    "fa": "دیروز مارلنا تووارسکی از کوپریونیک و بندیکت اورالسون ۳۷ آسیاب را نزدیک زاگورسک با فیلیپ درومانک "
    "و ۱۲۵۰ مهمان از تربینجه گشودند.",
}


def foreign(language: str, **more: object) -> Article:
    return article(f"mills-{language}", NAMES[language], language=language, title="x", **more)


def crowd() -> list[Article]:
    """Other articles of the day, which show which names are rare."""
    return [
        article(f"c{n}{lang}", f"{lang} {n} " + " ".join(prose(n, 20)), language=lang)
        for n in range(40)
        for lang in ("en", "sq", "fa")
    ]


def test_translations_without_links_join_by_rare_names_and_figures(archive):
    archive.put_batch([*crowd(), *(foreign(language) for language in NAMES)])
    assert stories(archive) == {frozenset({"mills-en", "mills-sq", "mills-fa"})}


def test_not_where_two_are_as_like_or_where_the_days_are_others(archive):
    far = foreign("sq", date=DAY + timedelta(days=9))
    archive.put_batch([*crowd(), foreign("en"), far])
    assert stories(archive) == set()
    archive.put(foreign("sq"))
    assert stories(archive) == {frozenset({"mills-en", "mills-sq"})}
    archive.put(replace(foreign("en"), external_id="twin", body=NAMES["en"] + " " + " ".join(prose(4, 12))))
    assert stories(archive) == set()


def edge(one: int, other: int, relation: Relation = Relation.DUPLICATE, score: float = 1.0) -> Edge:
    return Edge(one, other, relation, score)


def test_copies_join_one_representative():
    languages = dict.fromkeys(range(1, 6), "en")
    star = [edge(1, 2), edge(1, 3), edge(1, 4)]
    assert sorted(map(sorted, grouped(languages, star))) == [[1, 2, 3, 4], [5]]
    chain = [edge(1, 2), edge(2, 3), edge(3, 4), edge(4, 5)]
    assert sorted(map(sorted, grouped(languages, chain))) == [[1, 2], [3, 4], [5]]


def test_a_wrong_translation_joins_no_two_stories():
    languages = {1: "en", 2: "fa", 3: "en", 4: "fa"}
    link, guess = Relation.LINKED, Relation.TRANSLATION
    edges = [edge(1, 2, link), edge(3, 4, link), edge(2, 3, guess)]
    assert sorted(map(sorted, grouped(languages, edges))) == [[1, 2], [3, 4]]


def test_an_editor_joins_and_parts():
    languages = {1: "en", 2: "en", 3: "en"}
    assert sorted(map(sorted, grouped(languages, [edge(1, 3, Relation.RULED)]))) == [[1, 3], [2]]
    assert len(grouped(languages, [edge(1, 2), edge(1, 3)], apart=[(2, 3)])) == 2


def test_what_an_editor_decides_holds(archive):
    archive.put_batch([article("one", TEXT), article("two", TEXT), article("three", prose(3))])
    assert decide(archive, "one", "two", False) == 2
    assert stories(archive) == set()
    assert decide(archive, "three", "one", True) == 2
    archive.put(article("two", [*TEXT, "again"]))
    archive.put(article("three", prose(4)))
    assert stories(archive) == {frozenset({"one", "three"})}
    decide(archive, "one", "three", None)
    decide(archive, "two", "one", None)
    assert stories(archive) == {frozenset({"one", "two"})}
    [story] = all_stories(archive)
    assert [member.id for member in story.members] == ["one", "two"]
    assert (count_stories(archive), archive.count()) == (2, 3)


def test_of_articles_that_are_not_there_nothing_is_decided(archive):
    archive.put(article("one", TEXT))
    for other in ("one", "nowhere"):
        with pytest.raises(UnknownArticleError):
            decide(archive, "one", other, True)

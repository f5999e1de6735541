from datetime import UTC, date, datetime

import pytest

from engines.port.model import Document, Interval, Sort
from search.model import MatchKind, SearchRequest
from search.rules import Rules, WatchedRules, read_rules, rules_in
from search.rules.files import RuleError
from search.searcher import Searcher
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

TODAY = date(2024, 5, 6)


def _document(number, language="en", words="harvest"):
    return Document(
        f"{language}-{number}",
        f"The {words} of {number}",
        f"A {words} in the valley, {f'{words} ' * number}.",
        language,
        categories=(("Food",) if number % 2 else ("Town",),),
        date=datetime(2010 + number, 1, 1, tzinfo=UTC),
    )


DOCUMENTS = [*(_document(n) for n in range(1, 6)), _document(1, "sq"), _document(9, words="museum")]


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("rules"), DOCUMENTS, engine=ready(request, request.param)) as made:
        yield made


def searched(engine, text, asked="harvest", **more):
    rules, faults = rules_in(text, "rules.txt")
    assert faults == ()
    searcher = Searcher(engine, rules=Rules(rules), today=lambda: TODAY)
    return searcher.search(SearchRequest(asked, timeline=Interval.YEAR, **more))


def ids(result):
    return [hit.document.id for hit in result.hits]


def test_pins_come_first_in_their_order_and_count_once(engine):
    plain = searched(engine, "")
    result = searched(engine, "[harvest]\npin: sq-1\npin: en-9\npin: gone", explain=True)
    assert ids(result)[:2] == ["sq-1", "en-9"]
    assert result.total == plain.total + 1
    assert len(ids(result)) == len(set(ids(result))) == result.total
    assert sum(bar.count for bar in result.timeline) == result.total
    assert result.hits[0].why[0].kind is MatchKind.PINNED
    assert result.hits[2].why[0].kind is not MatchKind.PINNED
    assert [one for one in ids(result)[2:] if one != "en-9"] == [one for one in ids(plain) if one != "sq-1"]


def test_pins_obey_filters_scopes_and_the_order_by_date(engine):
    rule = "[harvest]\npin: sq-1\npin: en-9"
    assert ids(searched(engine, rule, filters=(("language", ("en",)),)))[0] == "en-9"
    assert "sq-1" not in ids(searched(engine, rule, scope=(("language", ("en",)),)))
    assert "en-9" not in ids(searched(engine, rule, last_day=date(2017, 1, 1)))
    newest = searched(engine, rule, sort=Sort.NEWEST)
    assert ids(newest)[0] == "en-9"
    assert ids(newest)[-1] in {"en-1", "sq-1"}


def test_what_is_hidden_is_in_no_page_count_or_facet(engine):
    plain, result = searched(engine, ""), searched(engine, "[harvest]\nhide: en-5\nhide: sq-1")
    assert result.total == plain.total - 2
    assert not {"en-5", "sq-1"} & set(ids(result))
    counts = {bucket.value: bucket.count for bucket in result.facets["language"]}
    assert counts == {"en": 4}
    assert "2015" not in {bar.value for bar in result.timeline if bar.count}
    pages = [
        one for page in (1, 2, 3) for one in ids(searched(engine, "[harvest]\npin: en-9", size=2, page=page))
    ]
    assert len(pages) == len(set(pages)) == 6


@pytest.mark.parametrize("typed", ["Harvest", " HARVEST ", "har-vest", "hárvest"])
def test_every_spelling_of_the_query_has_the_rule(engine, typed):
    assert searched(engine, "[harvest]\nnote: Hello", asked=typed).editors_notes == ("Hello",)


@pytest.mark.parametrize("typed", ["harvest museum", "harvests", ""])
def test_other_queries_have_not(engine, typed):
    assert searched(engine, "[harvest]\nnote: Hello\nhide: en-5", asked=typed).editors_notes == ()


def test_days_and_languages_limit_a_rule(engine):
    def notes(lines, **more):
        return searched(engine, f"[harvest]\nnote: Hello\n{lines}", **more).editors_notes

    assert notes("from: 2024-05-06\nuntil: 2024-05-06") == ("Hello",)
    assert notes("from: 2024-05-07") == notes("until: 2024-05-05") == ()
    assert notes("language: fa") == ()
    assert notes("language: fa", prefer="fa") == ("Hello",)
    assert notes("language: en", filters=(("language", ("en",)),)) == ("Hello",)


def test_several_rules_add_up_and_hiding_wins():
    text = "[a; b]\npin: 1\npin: 2\nredirect: /x\n[B]\nhide: 1\nnote: Two\nredirect: /y\n"
    rules = Rules(rules_in(text, "rules.txt")[0])
    applied = rules.of(SearchRequest("b"), TODAY)
    assert (applied.pins, applied.hides, applied.redirect, applied.notes) == (("2",), ("1",), "/x", ("Two",))
    assert rules.of(SearchRequest("a"), TODAY).pins == ("1", "2")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("pin: 1", 1, "no query yet"),
        ("[a]\npni: 1", 2, "'pni: 1' is not understood"),
        ("[a]\npin:", 2, "no value"),
        ("[a; ]\npin: 1", 1, "a query is empty"),
        ("\n[a]\n\n# nothing", 2, "does nothing"),
        ("[a]\npin: 1\nfrom: 5 May", 3, "not a day"),
        ("[a]\npin: 1\nfrom: 2024-05-06\nfrom: 2024-05-07", 4, "twice"),
        ("[a]\npin: 1\nfrom: 2024-05-06\nuntil: 2024-05-05", 1, "ends before"),
        ("[a]\npin: 1\nlanguage: xx", 3, "not a language"),
        ("[a]\nredirect: javascript:alert(1)", 2, "not an address"),
        ("[a]\nredirect: //evil.example", 2, "not an address"),
        ("[a]\npin: 1\nhide: 1", 1, "pinned and hidden"),
    ],
)
def test_an_error_names_its_line_and_how_to_fix_it(text, line, message):
    [fault, *_] = rules_in(text, "rules.txt")[1]
    assert fault.origin == f"rules.txt:{line}"
    assert message in fault.message


def test_an_article_may_be_named_by_its_page():
    text = "[a]\npin: https://search.paper.example/article/2026%2F17?q=x\npin: /article/b"
    assert rules_in(text, "rules.txt")[0][0].pins == ("2026/17", "b")


def test_a_changed_file_is_used_and_a_broken_one_is_not(tmp_path, caplog):
    path = tmp_path / "rules.txt"
    watched = WatchedRules(path, look_every=0)
    assert watched.get().all == ()
    path.write_text("[a]\npin: 1\n")
    assert watched.get().queries == ("a",)
    path.write_text("[a]\npin: 1\n[b]\npni: 2")
    assert watched.get().queries == ("a",)
    assert "rules.txt:4" in caplog.text
    with pytest.raises(RuleError, match=r"rules\.txt:4"):
        read_rules(path)
    path.unlink()
    assert watched.get().queries == ()

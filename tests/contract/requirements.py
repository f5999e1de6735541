"""A check of each requirement of the port, on one small index of documents whose terms are made by hand."""

from collections.abc import Callable

import pytest

from engines.port.engine import EngineQuery, EngineResult, SearchEngine
from engines.port.fields import FIELDS
from engines.port.model import Document, IndexedDocument, Interval, Sort
from engines.port.offsets import encode
from engines.port.origin import Origin
from engines.port.payload import pack
from engines.port.terms import (
    FORMS,
    GAP,
    AnyTerm,
    AnyValue,
    Best,
    Bool,
    DayRange,
    Everything,
    InStory,
    Lookup,
    Sequence,
    TermNode,
)

ODD = "a\u200cb«c»d’e.f"
LONG = "x" * 300
VALUE = 'Of "all" > ways, 100% (\\*) ن'


def document(id_: str, text: str, *, title: str = "", **more: object) -> IndexedDocument:
    day = more.get("day")
    story: int | None = more.get("story")  # type: ignore[assignment]
    stored = Document(id_, f"Title of {id_}", "Body \u200c\n\n one.", "en", story=story)
    values = {"tag": (), **more.pop("facets", {})}  # type: ignore[dict-item]
    return IndexedDocument(
        id=id_,
        streams=dict.fromkeys(FIELDS.text_fields, "") | {"text": text, "title": title},
        facets=dict.fromkeys(FIELDS.indexed_facets, ()) | values,
        payload=pack(stored, encode(())),
        instant=day and int(str(day)) * 1000,  # type: ignore[arg-type]
        months={"month": day // 100} if isinstance(day, int) else {},
        **more,  # type: ignore[arg-type]
    )


DOCUMENTS = (
    document("one", f"red{FORMS}EN:red blue green", day=20200105, story=1, facets={"tag": (VALUE, "t")}),
    document("two", f"blue red {GAP} green", title="blue", day=20200220, story=1, facets={"tag": ("t",)}),
    document("three", f"red {ODD} {LONG} RED", day=20210301, facets={"tag": ("u",)}),
    document("four", "blue green green", facets={"tag": ("t", "u")}),
)


def ask(engine: SearchEngine, node: TermNode, **more: object) -> EngineResult:
    return engine.search(EngineQuery(node, **more))  # type: ignore[arg-type]


def ids(engine: SearchEngine, node: TermNode, **more: object) -> set[str]:
    return set(ordered(engine, node, **more))


def ordered(engine: SearchEngine, node: TermNode, **more: object) -> list[str]:
    return [hit.stored.document.id for hit in ask(engine, node, **more).hits]


def scores(engine: SearchEngine, node: TermNode) -> dict[str, float]:
    return {hit.stored.document.id: hit.score or 0.0 for hit in ask(engine, node).hits}


def word(term: str, boost: float = 1.0) -> Lookup:
    return Lookup("text", term, boost)


def ready_terms(engine: SearchEngine) -> None:
    assert ids(engine, word("EN:red")) == {"one"}
    assert ids(engine, word(ODD)) == ids(engine, word(LONG)) == {"three"}


def exact_terms(engine: SearchEngine) -> None:
    assert ids(engine, word("RED")) == {"three"}
    assert ids(engine, AnyTerm("text", ("RED", "re", "gree", "redd"))) == {"three"}
    assert ids(engine, Lookup("title", "blue")) == {"two"}


def positions(engine: SearchEngine) -> None:
    assert ids(engine, Sequence("text", ((0, "red"), (1, "blue")))) == {"one"}
    assert ids(engine, Sequence("text", ((0, "EN:red"), (2, "green")))) == {"one"}
    assert ids(engine, Sequence("text", ((0, "red"), (1, "green")))) == set()


def gaps(engine: SearchEngine) -> None:
    assert ids(engine, Sequence("text", ((0, "red"), (1, "green")))) == set()
    assert ids(engine, Sequence("text", ((0, "red"), (2, "green")))) == {"one"}


def at_least_n(engine: SearchEngine) -> None:
    words = (word("red"), word("blue"), word("green"))
    found = [ids(engine, Bool(should=words, at_least=n)) for n in (1, 2, 3)]
    assert found == [{"one", "two", "three", "four"}, {"one", "two", "four"}, {"one", "two"}]
    limited = Bool(must=(word("blue"),), should=words, must_not=(word("EN:red"),), at_least=2)
    assert ids(engine, limited) == {"two", "four"}


def all_but(engine: SearchEngine) -> None:
    assert ids(engine, Everything()) == {"one", "two", "three", "four"}
    assert ids(engine, Bool(must=(Everything(),), must_not=(word("red"),))) == {"four"}


def bm25(engine: SearchEngine) -> None:
    plain, boosted = scores(engine, word("green")), scores(engine, word("green", 3.0))
    assert plain["four"] > plain["one"] > 0
    assert boosted == pytest.approx({id_: 3 * score for id_, score in plain.items()}, rel=1e-3)
    other = scores(engine, word("blue"))
    both = scores(engine, Bool(must=(word("green"), word("blue"))))
    assert both == pytest.approx({id_: plain[id_] + other[id_] for id_ in both}, rel=1e-3)
    best = scores(engine, Best((word("green"), word("blue"))))
    assert best == pytest.approx({id_: max(plain[id_], other[id_]) for id_ in best}, rel=1e-3)


def constant_scores(engine: SearchEngine) -> None:
    assert scores(engine, AnyTerm("text", ("red", "blue"))) == dict.fromkeys(
        ("one", "two", "three", "four"), 1
    )
    recent = Bool(must=(AnyTerm("text", ("red",)),), should=(DayRange(20210101, None, 2.5),))
    assert scores(engine, recent) == pytest.approx({"one": 1, "two": 1, "three": 3.5})


def any_value(engine: SearchEngine) -> None:
    assert ids(engine, AnyValue("tag", (VALUE,))) == {"one"}
    assert ids(engine, Everything(), filters=(("tag", (VALUE, "u")),)) == {"one", "three", "four"}


def exact_counts(engine: SearchEngine) -> None:
    found = ask(engine, word("blue"), filters=(("tag", (VALUE,)),), facets=("tag",), limit=0)
    assert found.total == 1
    assert found.facets["tag"] == (("t", 3), (VALUE, 1), ("u", 1))


def joined_values(engine: SearchEngine) -> None:
    one, other = ("t", "u"), ("absent", VALUE)
    for collapse, expected in ((False, (("t", 4), ("absent", 1))), (True, (("t", 3), ("absent", 1)))):
        found = ask(
            engine, Everything(), facets=("tag",), joined=(("tag", one), ("tag", other)), collapse=collapse
        )
        assert found.facets["tag"] == expected
    found = ask(
        engine, Everything(), facets=("tag",), joined=(("tag", one),), filters=(("tag", one),), facet_size=1
    )
    assert (found.total, found.facets["tag"]) == (4, (("t", 4),))


def days(engine: SearchEngine) -> None:
    assert ids(engine, Everything(), days=DayRange(20200105, 20200220)) == {"one", "two"}
    assert ordered(engine, Everything(), sort=Sort.OLDEST) == ["one", "two", "three", "four"]
    assert ordered(engine, Everything(), sort=Sort.NEWEST) == ["three", "two", "one", "four"]
    months = ask(engine, Everything(), timeline=Interval.MONTH).timeline
    assert [count for _, count in months] == [1, 1, 1]


def collapsing(engine: SearchEngine) -> None:
    found = ask(engine, Everything(), collapse=True, facets=("tag",), sort=Sort.NEWEST)
    assert (found.total, found.articles) == (3, 4)
    assert [hit.stored.document.id for hit in found.hits] == ["three", "two", "four"]
    assert dict(found.facets["tag"]) == {"t": 2, "u": 2, VALUE: 1}
    assert ids(engine, InStory((1,))) == {"one", "two"}


def stored_bytes(engine: SearchEngine) -> None:
    [three] = engine.get(["nobody", "three"])
    assert (three.document.title, three.document.body) == ("Title of three", "Body \u200c\n\n one.")
    assert {found.id for found in engine.documents()} == {"one", "two", "three", "four"}


def vocabulary(engine: SearchEngine) -> None:
    assert dict(engine.vocabulary()) == {"red": 3, "blue": 3, "green": 3, ODD: 1, LONG: 1}
    assert engine.document_frequencies("text", ["red", "EN:red", "no"]) == {"red": 3, "EN:red": 1, "no": 0}


def replacement(engine: SearchEngine) -> None:
    """The last one, as it changes the index."""
    engine.add([document("one", "grey")])
    engine.delete(["two"])
    assert ids(engine, word("red")) == {"one", "two", "three"}
    engine.commit(7, Origin("here", "so"))
    assert ids(engine, Everything()) == {"one", "three", "four"}
    assert ids(engine, word("grey")) == {"one"}
    assert (engine.revision, engine.origin) == (7, Origin("here", "so"))


CHECKS: dict[str, Callable[[SearchEngine], None]] = {
    "ready terms": ready_terms,
    "exact terms": exact_terms,
    "positions": positions,
    "gaps": gaps,
    "at least n": at_least_n,
    "all but": all_but,
    "scores": bm25,
    "constant scores": constant_scores,
    "any value": any_value,
    "exact counts": exact_counts,
    "joined values": joined_values,
    "days": days,
    "collapsing": collapsing,
    "stored bytes": stored_bytes,
    "vocabulary": vocabulary,
    "replacement": replacement,
}


class RequirementContract:
    """What the port requires, one check for each line of it."""

    def test_it_can_do_what_the_port_requires(self, empty: SearchEngine) -> None:
        empty.add(DOCUMENTS)
        empty.commit(1)
        problems = failed(empty)
        assert not problems, problems


def failed(engine: SearchEngine) -> dict[str, str]:
    """The requirements that an engine with ``DOCUMENTS`` does not meet, and why."""
    found = {}
    for name, check in CHECKS.items():
        try:
            check(engine)
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"
    return found

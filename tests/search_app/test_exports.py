import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from app_documents import HOSTILE_ID, HOSTILE_TITLE
from flask.testing import FlaskClient

from engines.port.engine import EngineQuery, EngineResult
from engines.port.model import Document
from engines.registry import open_store
from indexer.sources.base import SourceOptions
from indexer.sources.json_lines import JsonLines
from search_app.application import make_app
from search_app.exports.bibtex import bibtex
from search_app.exports.citing import key
from search_app.exports.lines import lines
from search_app.exports.ris import ris
from search_app.exports.site import Site
from search_app.exports.sizes import ExportSizes
from search_app.exports.table import cell, table
from search_app.exports.text import directed, opening
from search_app.service import SearchService

SITE = Site(
    "Kronika & Söhne", timezone(timedelta(hours=2)), lambda id_: f"https://search.example/article/{id_}"
)
TITLES = {
    "en": "Bread & butter: 100% of {small} bakeries_now ~open^ \\ #1 for $2",
    "fa": "کتاب‌های «تازه» به کتابخانه رسید: ۱۰۰٪، بخش {اول",
    "ar": "الجسر} الحجريّ فوق النهر؛ رُمّم & أُعيد",
    "sq": 'Çezma e re në lagje: uji rrjedh, "thonë" banorët _pa_ ndërprerje',
}
BROKEN = "=1+1\x00\x0b with\r\nTY  - BOOK\r\nER  - \n@article{x, \ud800"


def document(number: int, title: str, language: str = "en", **more: object) -> Document:
    values: dict[str, object] = {
        "body": f"{title}.\n\nA second paragraph.",
        "authors": ("Dritan Ura", "مینا سرابی", "Barley, Rye and Sons"),
        "categories": (("Town", "Bread & Water"),),
        "tags": ("oven", "well, deep"),
        "date": datetime(2021, 5, 9, 23, 30, tzinfo=UTC),
        "url": "https://paper.example/a_b%20c?x={1}&y=~2",
    }
    return Document(f"id-{number}", title, language=language, **(values | more))  # type: ignore[arg-type]


HOSTILE = {
    "date": None,
    "authors": (),
    "tags": (BROKEN,),
    "url": "javascript:alert(1)",
    "source": "A #1 {wire",
}
ARTICLES = (
    *(document(number, title, language) for number, (language, title) in enumerate(TITLES.items())),
    document(4, BROKEN, "und", **HOSTILE),
)


def one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").replace("\x0b", "").replace("\ud800", "\ufffd").split())


# CSV


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_csv_has_a_line_an_article_in_its_own_letters() -> None:
    found = rows("".join(table(ARTICLES, SITE)))
    assert [row["title"] for row in found[:4]] == list(TITLES.values())
    first = found[0]
    assert first["authors"] == "Dritan Ura; مینا سرابی; Barley, Rye and Sons"
    assert first["categories"] == "Town > Bread & Water"
    assert first["date"] == "2021-05-10T01:30:00+02:00"
    assert first["page"] == "https://search.example/article/id-0"
    assert found[4]["url"] == found[4]["date"] == ""


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "  =1", "\x00=1", "\u200e=1+1",
     "\u200f\u2067-1", "\ufeff@a", "\u00ad=1", "\ufe0f=1", "\u3164=1"],
)  # fmt: skip
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell(text)[1:] in text


def test_no_cell_holds_a_formula_where_a_semicolon_separates() -> None:
    assert cell("Bread;=1+1; \u200e+2;rye") == "Bread;'=1+1;' \u200e+2;rye"


def test_a_hostile_row_stays_one_row_of_texts() -> None:
    found = rows("".join(table(ARTICLES, SITE)))
    assert len(found) == len(ARTICLES)
    assert found[4]["title"] == "'" + one_line(BROKEN)


# JSON Lines


def test_json_lines_can_be_ingested(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_bytes("".join(lines(ARTICLES[:4], SITE)).encode("utf-8", "replace"))
    taken = list(JsonLines.open(path, SourceOptions()).records())
    assert (
        [(a.title, a.language, a.authors, a.categories, a.date) for a in taken]
        == [  # type: ignore[union-attr]
            (d.title, d.language, d.authors, d.categories, d.date) for d in ARTICLES[:4]
        ]
    )


# BibTeX


def entries(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return [{"key": entry.key, **{f.key: f.value for f in entry.fields}} for entry in library.entries]


def untex(text: str) -> str:
    """The text as TeX prints it, for what we write."""
    named = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    text = re.sub(r"\{\\text(\w+)\}", lambda m: f"\0{named[m[1]]}", text)
    text = re.sub(r"\\([$&#%_])", r"\1", text)
    return text.strip("{}").replace("\0", "")


def test_bibtex_is_read_back() -> None:
    found = entries("".join(bibtex(ARTICLES, SITE)))
    assert [untex(entry["title"]) for entry in found] == [one_line(d.title) for d in ARTICLES]
    first = found[0]
    assert first["author"] == "Dritan Ura and مینا سرابی and {Barley, Rye and Sons}"
    assert (first["year"], first["month"], first["date"]) == ("2021", "may", "2021-05-10")
    assert first["journal"] == r"Kronika \& Söhne"
    assert [entry.get("langid") for entry in found] == ["english", "persian", "arabic", "albanian", None]
    assert first["url"] == "https://paper.example/a_b%20c?x=%7B1%7D&y=~2"
    assert first["keywords"] == r"oven, well  deep, Bread \& Water".replace("  ", " ")
    assert "date" not in found[4]
    assert "author" not in found[4]
    assert found[4]["url"] == "https://search.example/article/id-4"


def test_every_brace_of_bibtex_has_its_other() -> None:
    text = "".join(bibtex(ARTICLES, SITE))
    depth = 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


def test_keys_stay_and_are_ones_own() -> None:
    many = [document(number, "One title") for number in range(3000)]
    keys = [key(d, SITE) for d in many]
    assert len(set(keys)) == 3000
    assert all(re.fullmatch(r"en2021-[0-9a-f]{12}", k) for k in keys)
    assert key(document(7, "Another title"), SITE) == keys[7]
    assert key(document(7, "x", "und", date=None), SITE).startswith("und-")


# RIS


def test_ris_is_read_back() -> None:
    found = rispy.loads("".join(ris(ARTICLES, SITE)))
    assert [record["title"] for record in found] == [one_line(d.title) for d in ARTICLES]
    first = found[1]
    assert first["type_of_reference"] == "NEWS"
    assert first["authors"] == ["Dritan Ura", "مینا سرابی", "Barley, Rye and Sons"]
    assert (first["year"], first["date"]) == ("2021", "2021/05/10")
    assert first["language"] == "fa"
    assert first["keywords"] == ["oven", "well, deep", "Bread & Water"]
    assert first["urls"] == ["https://paper.example/a_b%20c?x={1}&y=~2"]
    assert first["secondary_title"] == "Kronika & Söhne"
    assert found[4]["secondary_title"] == "A #1 {wire"
    assert "language" not in found[4]


# Texts


def test_a_plain_title_is_shown_in_its_own_direction() -> None:
    assert directed("کتابخانهٔ Quay", "rtl") == "کتابخانهٔ Quay"
    assert directed("Quay کتابخانهٔ", "rtl") == "\u200fQuay کتابخانهٔ"
    assert directed("کتاب is a book", "ltr") == "\u200eکتاب is a book"
    assert directed("12: «کتاب»", "rtl") == "12: «کتاب»"
    assert directed("کتاب", "auto") == "کتاب"


def test_an_opening_ends_between_words() -> None:
    assert opening("A short text.") == "A short text."
    assert opening("one two, three four", 9) == "one two…"
    assert opening("x" * 50, 10) == "x" * 10 + "…"


# Over HTTP


def get(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return response.data.decode("utf-8")


@pytest.mark.parametrize("name", ["csv", "jsonl", "bib", "ris"])
def test_a_file_holds_all_the_results_in_their_order(client: FlaskClient, name: str) -> None:
    query = "q=bridge&sort=oldest&size=3&page=2"
    ids = [hit["id"] for hit in client.get("/api/v1/search?q=bridge&sort=oldest&size=100").json["hits"]]
    assert len(ids) > 10
    text = get(client, f"/results.{name}?{query}")
    marks = {
        "csv": lambda: [row["id"] for row in rows(text)],
        "jsonl": lambda: [json.loads(line)["id"] for line in text.splitlines()],
        "bib": lambda: [entry["key"] for entry in entries(text)],
        "ris": lambda: [record["id"] for record in rispy.loads(text)],
    }[name]()
    if name in ("csv", "jsonl"):
        assert marks == ids
    assert len(set(marks)) == len(marks) == len(ids)


def test_more_than_a_page_of_the_engine(service: SearchService) -> None:
    few = SearchService(service.settings, batch=7)
    client = make_app(few).test_client()
    assert len({row["id"] for row in rows(get(client, "/results.csv"))}) == 48
    client = make_app(few, ExportSizes(file=10)).test_client()
    assert len(rows(get(client, "/results.csv"))) == 10


def test_headers_of_a_file(client: FlaskClient) -> None:
    response = client.get("/results.csv?q=پل&ui=fa")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    assert "%D9%BE%D9%84.csv" in response.headers["Content-Disposition"]
    tag = response.headers["ETag"]
    again = client.get("/results.csv?q=پل&ui=fa", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/results.csv?q=bridge").headers["ETag"] != tag
    assert client.get("/results.bib?q=%2F..%2F%22x").headers["Content-Disposition"].endswith("''x.bib")


def test_one_article_is_cited(client: FlaskClient) -> None:
    [record] = rispy.loads(client.get("/article.ris", query_string={"id": HOSTILE_ID}).text)
    assert record["title"] == HOSTILE_TITLE
    [entry] = entries(client.get("/article.bib?id=doc-1").text)
    assert entry["url"] == "https://paper.example/1"
    assert client.get("/article.bib?id=nobody").status_code == 404
    assert client.get("/article.bib").status_code == 404


def test_what_makes_no_sense_is_an_error_that_tells(client: FlaskClient) -> None:
    assert client.get("/results.csv?from=yesterday").status_code == 400
    assert client.get("/results.xls").status_code == 404


class Asked:
    """A store whose engine records the searches that it runs."""

    def __init__(self, inner: Any, asked: list[EngineQuery]) -> None:
        self._inner, self._asked = inner, asked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def open(self) -> "Asked":
        return Asked(self._inner.open(), self._asked)

    def search(self, query: EngineQuery) -> EngineResult:
        self._asked.append(query)
        return self._inner.search(query)


def test_a_file_begins_before_its_last_article_is_read(service: SearchService) -> None:
    asked: list[EngineQuery] = []
    settings = service.settings
    store = Asked(open_store(settings.engine, settings.data), asked)
    app = make_app(SearchService(settings, store, batch=7))
    for encoding in ("identity", "gzip"):
        asked.clear()
        response = FlaskClient(app).get("/results.jsonl", headers={"Accept-Encoding": encoding})
        pieces = response.iter_encoded()
        next(pieces)
        assert len(asked) < 5, encoding
        assert sum(1 for _ in pieces) > 1 or encoding == "gzip"
        assert len(asked) == 7
        response.close()

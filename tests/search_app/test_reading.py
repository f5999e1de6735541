"""The article page: highlights, the story's other articles."""

import pytest
from flask.testing import FlaskClient
from page_support import tree

from search.model import Snippet
from search_app.views.article import paragraphs


@pytest.mark.parametrize(
    ("query", "words"), [("bridges", {"bridge"}), ("libraries mend", {"library", "mended"})]
)
def test_the_searched_words_are_marked(client: FlaskClient, query: str, words: set[str]) -> None:
    shown = tree(client.get("/article/doc-0", query_string={"q": query, "ui": "en"}).text)
    marked = set(shown.xpath("//div[@class='text']//mark/text()"))
    assert words <= {mark.lower() for mark in marked}
    assert not tree(client.get("/article/doc-0?ui=en").text).xpath("//mark")


def test_persian_words_are_marked(client: FlaskClient) -> None:
    shown = tree(client.get("/article/doc-1", query_string={"q": "كتابخانه", "ui": "fa"}).text)
    assert shown.xpath("//div[@class='text']//mark/text()") == ["کتابخانه"]


def test_marks_go_to_their_paragraphs() -> None:
    body = Snippet("one two\n\n\n\nthree two", ((4, 7), (17, 20)))
    assert [(part.text, part.marks) for part in paragraphs(body)] == [
        ("one two", ((4, 7),)),
        ("three two", ((6, 9),)),
    ]

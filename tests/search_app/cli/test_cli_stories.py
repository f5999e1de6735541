import pytest
from cli_support import fehrest, one, one_line_error, rows
from lxml.html import fromstring

from search_app.application import make_app
from search_app.cli.publishing import ArchivePublisher
from search_app.service import SearchService
from search_app.settings import Settings

TEXT = "The ferry that crosses the bay has a new bell, cast in the old foundry by the harbour. " * 8
OTHER = "At noon the ferry rings it, and the herons on the far bank have learned to fly up at the sound. " * 8


@pytest.fixture
def data(tmp_path):
    source = tmp_path / "articles.jsonl"
    source.write_text(
        "".join(
            f'{{"id": "{name}", "title": "A bell for the ferry", "body": "{body}", "language": "en"}}\n'
            for name, body in (("first", TEXT), ("second", TEXT), ("third", OTHER))
        )
    )
    assert fehrest("--data", tmp_path, "ingest", source).exit_code == 0
    return tmp_path


def total(data):
    return one(fehrest("--data", data, "search", "--json", "ferry"))["total"]


def ids(data):
    found = rows(fehrest("--data", data, "stories", "--json"))
    return [[member["id"] for member in story["members"]] for story in found]


def test_stories_are_listed_and_counted(data):
    assert (ids(data), total(data)) == ([["first", "second"]], 2)
    assert "second  A bell for the ferry" in fehrest("--data", data, "stories").stdout
    status = one(fehrest("--data", data, "status", "--json"))
    assert (status["stories"], status["archived"], status["up_to_date"]) == (2, 3, True)


def test_an_editor_parts_joins_and_forgets(data):
    assert "2 articles" in fehrest("--data", data, "stories", "--part", "first", "second").stdout
    assert (ids(data), total(data)) == ([], 3)
    assert fehrest("--data", data, "stories", "--join", "first", "third").exit_code == 0
    assert (ids(data), total(data)) == ([["first", "third"]], 2)
    fehrest("--data", data, "stories", "--forget", "first", "third")
    fehrest("--data", data, "stories", "--forget", "second", "first")
    assert (ids(data), total(data)) == ([["first", "second"]], 2)


def test_wrong_calls(data, tmp_path):
    assert "no article" in one_line_error(fehrest("--data", data, "stories", "--join", "first", "nobody"))
    assert fehrest("--data", data, "stories", "--json", "--join", "first", "second").exit_code == 2
    assert "fehrest ingest" in one_line_error(fehrest("--data", tmp_path / "none", "stories"))


EDITOR = {"X-Remote-User": "mira"}


def test_an_editor_separates_joins_and_undoes_on_the_desk(data):
    service = SearchService(Settings(data=data, desk_user="X-Remote-User"), look_every=0)
    with ArchivePublisher(service.settings, service) as publisher:
        client = make_app(service, publisher=publisher).test_client()

        def post(**form):
            page = client.get("/desk/stories?article=first", headers=EDITOR)
            token = fromstring(page.text).xpath("string(//input[@name='csrf']/@value)")
            form = {"csrf": token, "article": "first"} | form
            return client.post("/desk/stories?ui=en", data=form, headers=EDITOR)

        def undo_of(page):
            return fromstring(page.text).xpath("//button[@name='undo']/@value")

        assert client.get("/desk/stories").status_code == 403
        separated = post(separate="second")
        assert (separated.status_code, total(data)) == (200, 3)
        assert "No other article is in its story" in separated.text
        joined = post(other="http://localhost/article/third")
        assert [sorted(found) for found in ids(data)] == [["first", "third"]]
        again = post(join="second")
        assert (again.status_code, total(data)) == (200, 1)
        [latest, of_third] = undo_of(again)
        assert [of_third] == undo_of(joined)[:1]
        assert post(undo=latest).status_code == 200
        assert total(data) == 2, "it was decided before that they are different"
        post(undo=of_third)
        assert total(data) == 3
        assert post(undo=of_third).status_code == 404
        assert post(join="nowhere").status_code == 404
        assert post(join="first").status_code == 404
    waiting = post(join="second")
    assert (waiting.status_code, "another program" in waiting.text) == (202, True)
    assert client.get("/desk/stories?article=zzz&ui=en", headers=EDITOR).status_code == 404
    without = make_app(service).test_client()
    assert "has the archive" in without.get("/desk/stories?article=first&ui=en", headers=EDITOR).text

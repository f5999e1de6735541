import sqlite3
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest
from keyed import make_key
from page_support import faults, tree

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search_app import create_app
from search_app.access.store import KeyStore
from search_app.application import make_app
from search_app.desk.database import NAME, DeskDatabase, DeskFileError
from search_app.desk.decisions import Decisions, Kind, Verdict
from search_app.events.model import Click, Finished, Query
from search_app.events.store import EventStore
from search_app.service import SearchService
from search_app.settings import Settings, SettingsError

FILLER = [
    Document(f"filler{n}", f"Notes of day {n}", f"The council met on day {n} and went home.", "en")
    for n in range(30)
]
LAMP = Document(
    "lamp",
    "The lighthouse of Cape Orsa turns again",
    "Keepers oiled the lamp of the lighthouse. The ferry of Zelbina passed, and Mira Orchard waved.",
    "en",
    "https://paper.example/lamp",
    categories=(("Coast",),),
    date=datetime(2019, 6, 2, tzinfo=UTC),
)
BOATS = Document(
    "boats",
    "Forty boats at Cape Orsa",
    "Rowers waited at the lighthouse for the ferry of Zelbina. Mira Orchard sang.",
    "en",
    date=datetime(2015, 5, 1, tzinfo=UTC),
)
TITLE = "The ferry of Zelbina sails again"
TEXT = (
    "It passed the lighthouse of Cape Orsa at noon with forty boats, and the rowers sang. Mira Orchard waved."
)
EDITOR = {"X-Remote-User": "mira"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    store = open_store("tantivy", folder)
    engine = store.create()
    engine.add(index_document(one, UTC) for one in [*FILLER, LAMP, BOATS])
    engine.commit(1)
    store.publish(engine)
    engine.close()
    return folder


@pytest.fixture
def folder(made):
    yield made
    for name in (NAME, "keys.sqlite3"):
        (made / name).unlink(missing_ok=True)


def client_of(folder, **settings):
    return create_app(Settings(data=folder, **settings)).test_client()


class Publisher:
    """Reads HTML like the archive's publisher does, without its parser."""

    def draft(self, record):
        text = record.get("html") or record.get("body", "")
        for tag in ("<p>", "</p>", "</a>", "<h1>", "</h1>"):
            text = text.replace(tag, "")
        while "<a " in text:
            text = text[: text.index("<a ")] + text[text.index(">", text.index("<a ")) + 1 :]
        return Document("draft", record.get("title", "").strip(), text, "en")


@pytest.fixture(scope="module")
def app(made):
    service = SearchService(Settings(data=made, desk_user="X-Remote-User"), look_every=0)
    return make_app(service, publisher=Publisher())


@pytest.fixture
def desk(app, folder):
    """A client of an editor whom a proxy names."""
    client = app.test_client()
    token = csrf(client.get("/desk", headers=EDITOR))

    def post(path="/desk", **form):
        return client.post(path, data={"csrf": token, "title": TITLE, "text": TEXT, **form}, headers=EDITOR)

    return SimpleNamespace(client=client, post=post, get=lambda path: client.get(path, headers=EDITOR))


def csrf(response):
    return tree(response.text).xpath("string(//input[@name='csrf']/@value)")


def titles(response, section):
    found = tree(response.text).xpath(f"//section[@id='{section}']//h3//a")
    return [link.text_content() for link in found]


def test_the_desk_is_closed_and_says_how_it_is_opened(folder):
    response = client_of(folder).get("/desk", headers=EDITOR)
    assert response.status_code == 403
    assert "fehrest keys create desk --admin" in response.text
    assert "FEHREST_DESK_USER" in response.text
    assert faults(response.text) == []


def test_an_admin_key_opens_the_desk_until_it_is_revoked(folder):
    key = make_key(folder, "desk", "admin")
    client = client_of(folder)
    login = client.get("/desk")
    assert (login.status_code, faults(login.text)) == (401, [])
    form = {"csrf": csrf(login), "key": key}
    response = client.post("/desk/login", data=form)
    assert (response.status_code, response.headers["Location"]) == (303, "/desk")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert key not in cookie
    page = client.get("/desk")
    assert (page.status_code, page.cache_control.no_store) == (200, True)
    KeyStore(folder).revoke("desk")
    assert client.get("/desk").status_code == 403


def test_logging_out_ends_the_session(folder):
    key = make_key(folder, "desk", "admin")
    client = client_of(folder)
    client.post("/desk/login", data={"csrf": csrf(client.get("/desk")), "key": key})
    kept = client.get_cookie("fehrest_desk", path="/desk").value
    client.post("/desk/logout", data={"csrf": csrf(client.get("/desk"))})
    client.set_cookie("fehrest_desk", kept, path="/desk")
    assert client.get("/desk").status_code == 401


@pytest.mark.parametrize("role", ["read", "write"])
def test_other_keys_do_not_open_the_desk(folder, role):
    make_key(folder, "desk", "admin")
    key = make_key(folder, "other", role)
    client = client_of(folder)
    response = client.post("/desk/login", data={"csrf": csrf(client.get("/desk")), "key": key})
    assert response.status_code == 403
    assert faults(response.text) == []
    assert client.get("/desk").status_code == 401


def test_a_cookie_is_secure_behind_https(folder):
    client = client_of(folder, base_url="https://search.paper.example", desk_user="X-Remote-User")
    assert "Secure" in client.get("/desk", headers=EDITOR).headers["Set-Cookie"]


def test_attempts_to_log_in_are_limited(folder):
    make_key(folder, "desk", "admin")
    client = client_of(folder)
    form = {"csrf": csrf(client.get("/desk")), "key": "wrong"}
    assert [client.post("/desk/login", data=form).status_code for _ in range(11)][-2:] == [403, 429]


@pytest.mark.parametrize("path", ["/desk", "/desk/decisions", "/desk/login", "/desk/logout"])
def test_a_form_of_another_site_is_refused(folder, path):
    client = client_of(folder, desk_user="X-Remote-User")
    token = csrf(client.get("/desk", headers=EDITOR))
    assert client.post(path, data={"csrf": "0" * 64}, headers=EDITOR).status_code == 403
    foreign = {**EDITOR, "Sec-Fetch-Site": "cross-site"}
    assert client.post(path, data={"csrf": token}, headers=foreign).status_code == 403


def test_the_header_of_the_setting_names_the_editor(folder):
    client = client_of(folder, desk_user="X-Editor")
    assert client.get("/desk", headers=EDITOR).status_code == 403
    page = client.get("/desk", headers={"X-Editor": "mira"})
    assert "mira" in tree(page.text).xpath("string(//form[@class='who'])")


def test_a_header_is_checked():
    with pytest.raises(SettingsError, match="FEHREST_DESK_USER"):
        Settings.load({"FEHREST_DESK_USER": "X Remote: User"})


@pytest.mark.parametrize("language", ["en", "fa", "ar", "sq"])
def test_a_draft_shows_everything_in_every_language(desk, language):
    response = desk.post(f"/desk?ui={language}")
    assert faults(response.text) == []
    assert set(titles(response, "links")) == {LAMP.title, BOATS.title}
    assert set(titles(response, "near")) == {LAMP.title, BOATS.title}
    assert set(titles(response, "back")) == {LAMP.title, BOATS.title}
    assert "Mira Orchard" in titles(response, "names")
    page = tree(response.text)
    assert "lighthouse of Cape Orsa" in page.xpath("//section[@id='links']//mark/text()")
    assert '<a href="https://paper.example/lamp">lighthouse of Cape Orsa</a>' in page.xpath("//code/text()")
    assert "[lighthouse of Cape Orsa](https://paper.example/lamp)" in page.xpath("//code/text()")
    assert page.xpath("//svg/rect")


def test_what_was_dismissed_does_not_come_back_until_it_is_undone(desk):
    response = desk.post(decide="dismiss link lamp")
    assert titles(response, "links") == [BOATS.title]
    # The same draft in other letters, with another text.
    again = desk.post(title=TITLE.upper(), text=TEXT + " It was late.")
    assert titles(again, "links") == [BOATS.title]
    assert LAMP.title in titles(again, "near")
    number = tree(again.text).xpath("string(//button[@name='undo']/@value)")
    assert set(titles(desk.post(undo=number), "links")) == {LAMP.title, BOATS.title}


def test_never_and_ban_hide_an_article_from_every_list(desk):
    response = desk.post(decide="never related lamp")
    assert [LAMP.title in titles(response, name) for name in ("links", "near", "back")] == [False] * 3
    assert LAMP.title in titles(desk.post(title="Another ferry of Zelbina"), "near")
    desk.post(decide="ban related boats")
    other = desk.post(title="Another ferry of Zelbina")
    assert [BOATS.title in titles(other, name) for name in ("links", "near", "back")] == [False] * 3


def test_what_editors_keep_apart_is_apart_on_the_site_too(desk, folder):
    def related():
        return [hit["id"] for hit in desk.client.get("/api/v1/related?id=boats").json["hits"]]

    before = desk.client.get("/article/boats").headers["ETag"]
    assert "lamp" in related()
    other = {"title": LAMP.title, "text": LAMP.body}
    response = desk.post(**other, decide="never related boats")
    assert "lamp" not in related()
    assert LAMP.title not in desk.client.get("/article/boats").text
    assert desk.client.get("/article/boats").headers["ETag"] != before
    assert "boats" not in [hit["id"] for hit in desk.client.get("/api/v1/related?id=lamp").json["hits"]]
    desk.post(**other, undo=tree(response.text).xpath("string(//button[@name='undo']/@value)"))
    assert "lamp" in related()
    (folder / NAME).write_bytes(b"no database")
    assert "lamp" in related()


def test_what_was_accepted_is_marked_and_every_decision_is_listed(desk):
    response = desk.post(decide="accept link lamp")
    assert tree(response.text).xpath("//section[@id='links']//li[@class='accepted']//h3/a/text()") == [
        LAMP.title
    ]
    listed = desk.get("/desk/decisions")
    assert faults(listed.text) == []
    text = tree(listed.text).xpath("string(//ol[@class='log'])")
    assert LAMP.title in text
    assert "mira" in text
    number = tree(listed.text).xpath("string(//button[@name='undo']/@value)")
    undone = desk.post("/desk/decisions", undo=number)
    assert tree(undone.text).xpath("//li[@class='undone']")


@pytest.mark.parametrize("wrong", ["dismiss", "dismiss link", "burn link lamp", "dismiss shelf lamp"])
def test_a_decision_that_is_none_is_refused(desk, wrong):
    assert desk.post(decide=wrong).status_code == 400


def test_a_decision_about_an_unknown_article_is_refused(desk):
    assert desk.post(decide="dismiss link nobody").status_code == 404
    assert desk.post("/desk/decisions", undo="99").status_code == 404


def test_a_published_text_is_recognised(desk):
    response = desk.post(title="A new title", text=LAMP.body)
    assert titles(response, "copies") == [LAMP.title]
    assert LAMP.title not in titles(response, "near")


def test_html_is_read_with_its_links(desk):
    html = f"<p>{TEXT.replace('lighthouse', '<a href="https://paper.example/lamp">lighthouse</a>')}</p>"
    response = desk.post(text=html)
    assert LAMP.title not in titles(response, "links")
    kept = tree(response.text).xpath("//input[@name='link']/@value")
    assert kept == ["https://paper.example/lamp lighthouse"]
    assert LAMP.title not in titles(desk.post(link=kept), "links")


def test_a_file_is_read(desk):
    response = desk.post(title="", text="", file=(BytesIO(f"{TITLE}\n{TEXT}".encode()), "draft.txt"))
    page = tree(response.text)
    assert page.xpath("string(//input[@name='title']/@value)") == TITLE
    assert page.xpath("string(//textarea)").strip() == TEXT


def docx(text):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
        )
    return BytesIO(made.getvalue())


def test_a_docx_document_is_read(desk):
    response = desk.post(text="", file=(docx(TEXT), "draft.docx"))
    assert tree(response.text).xpath("string(//textarea)").strip() == TEXT
    assert LAMP.title in titles(response, "links")


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xff\xfa\x00", b"%PDF-1.7 \0\0"])
def test_a_file_that_cannot_be_read_is_named_and_the_text_is_kept(desk, content):
    response = desk.post(file=(BytesIO(content), "draft.docx"))
    assert response.status_code == 400
    page = tree(response.text)
    assert page.xpath("//p[@role='alert']")
    assert page.xpath("string(//textarea)").strip() == TEXT


def test_a_decision_survives_and_an_unknown_file_is_not_touched(tmp_path):
    decisions = Decisions(DeskDatabase(tmp_path))
    decisions.add(Verdict.DISMISS, Kind.LINK, Document("", TITLE, "", "en"), LAMP, "mira")
    again = Decisions(DeskDatabase(tmp_path)).of(Document("", f" {TITLE} ", "", "en"))
    assert again.excluded(Kind.LINK) == {"lamp"}
    assert again.excluded(Kind.BACK) == frozenset()
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DeskFileError, match="later version"):
        decisions.all()


@pytest.fixture
def log(folder):
    store, now = EventStore(folder), datetime.now(UTC)
    typed = ["lighthouse"] * 3 + [
        "Light-house",
        "lighthouses",
        "zzz",
        "ferry of zelbinas",
        "ferry of zelbina",
    ]
    store.add([Finished(Query(text, language="en"), 0 if text == "zzz" else 2) for text in typed], now)
    store.add([Click(Query("ferry of zelbina", language="en"), "boats", 1)], now)
    yield store
    store.clear()


def report(desk, **asked):
    response = desk.client.get("/desk/queries", query_string=asked, headers=EDITOR)
    assert faults(response.text) == []
    rows = tree(response.text).xpath("//tbody/tr")
    return [" ".join(" ".join(cell.text_content() for cell in row).split()) for row in rows]


def test_reports_group_the_spellings_of_an_intent(desk, log):
    top = report(desk)
    assert top[0].startswith("lighthouse")
    assert "Light-house" in top[0]
    assert "lighthouses" in top[0]
    assert top[0].endswith(" 5 0 2")
    assert report(desk, report="none") == ["zzz 1 0 0"]
    assert [line.split()[0] for line in report(desk, report="unclicked", ui="en")] == ["lighthouse"]
    assert report(desk, language="fa", ui="fa") == []


def test_a_query_that_was_replaced_is_reported(desk, log):
    log.add([Finished(Query("ferry plans"), 1)], datetime.now(UTC))
    assert "ferry plans ferry of zelbina 1" in report(desk, report="reworded")


def test_a_report_is_a_table_and_needs_an_editor(desk, log):
    response = desk.get("/desk/queries.csv?report=none")
    assert response.text.splitlines()[0].startswith("text,also,count")
    assert response.text.splitlines()[1].startswith("zzz,")
    assert "attachment" in response.headers["Content-Disposition"]
    for path in ("/desk/queries", "/desk/queries.csv"):
        assert desk.client.get(path).status_code == 403


@pytest.fixture
def steer(desk, folder):
    """Edits the rules as the page does."""

    def post(text, do="check", seen=None, **more):
        shown = tree(desk.get("/desk/steering").text)
        seen = shown.xpath("string(//input[@name='seen']/@value)") if seen is None else seen
        response = desk.post("/desk/steering", text=text, seen=seen, do=do, **more)
        assert faults(response.text) == []
        return response

    yield post
    (folder / "rules.txt").unlink(missing_ok=True)


def test_rules_are_checked_previewed_published_and_undone(desk, steer, folder):
    wrong = steer("[ferry]\npni: boats", do="publish")
    assert "rules.txt:2" in tree(wrong.text).xpath("string(//*[@role='alert'])")
    assert not (folder / "rules.txt").exists()
    rule = "[council]\r\npin: boats\r\n"
    preview = tree(steer(rule).text)
    assert "Forty boats" in preview.xpath("string(//section[@aria-labelledby='preview-title'])")
    assert not (folder / "rules.txt").exists()
    published = steer(rule, do="publish")
    assert (folder / "rules.txt").read_text() == "[council]\npin: boats\n"
    number = tree(published.text).xpath("string(//button[@name='undo']/@value)")
    undone = steer("", undo=number)
    assert (folder / "rules.txt").read_text() == ""
    assert len(tree(undone.text).xpath("//button[@name='undo']")) == 2


def test_weights_are_checked_previewed_published_and_undone(desk, steer, folder, log):
    log.add([Finished(Query("lighthouse OR rowers"), 2)] * 9, datetime.now(UTC))

    def found():
        return [hit["id"] for hit in desk.client.get("/api/v1/search?q=lighthouse+OR+rowers").json["hits"]]

    shown = tree(desk.get("/desk/steering?file=weights").text)
    assert "# title: 0.6" in shown.xpath("string(//textarea)")
    seen = shown.xpath("string(//input[@name='seen']/@value)")
    wrong = steer("titel: 2", do="publish", file="weights", seen=seen)
    assert "weights.txt:1" in tree(wrong.text).xpath("string(//*[@role='alert'])")
    before = found()
    preview = tree(steer("title: 10", file="weights", seen=seen).text)
    assert LAMP.title in preview.xpath("string(//section[@aria-labelledby='preview-title'])")
    assert found() == before, "a preview changes nothing"
    published = steer("title: 10", do="publish", file="weights", seen=seen)
    assert (before, found()) == (["boats", "lamp"], ["lamp", "boats"])
    number = tree(published.text).xpath("string(//button[@name='undo']/@value)")
    steer("", undo=number, file="weights")
    assert found() == before
    (folder / "weights.txt").write_text("title: 10")
    assert found() != before, "whoever edits the file elsewhere gets no answer from memory"
    (folder / "weights.txt").unlink()


def test_a_file_that_somebody_else_changed_is_not_overwritten(desk, steer, folder):
    response = steer("[council]\npin: boats", do="publish", seen="something else")
    assert response.status_code == 409
    assert not (folder / "rules.txt").exists()
    assert desk.get("/desk/steering?file=../keys").status_code == 404
    assert desk.post("/desk/steering", undo="77").status_code == 404


def test_a_preview_says_what_it_does_to_what_readers_open(desk, steer, log):
    many = [Finished(Query("ferry of zelbina"), 2)] * 9 + [Click(Query("ferry of zelbina"), "boats", 1)] * 9
    log.add(many, datetime.now(UTC))
    text = tree(steer("[ferry of zelbina]\nhide: boats").text).xpath("string(//section)")
    assert "nDCG was" in text
    assert "becomes 0.000" in text


def test_synonyms_are_edited_in_their_folder(made, tmp_path):
    client = client_of(made, desk_user="X-Remote-User", synonyms=str(tmp_path))
    page = client.get("/desk/steering?file=en", headers=EDITOR)
    assert faults(page.text) == []
    form = {
        "csrf": csrf(page),
        "file": "en",
        "seen": tree(page.text).xpath("string(//input[@name='seen']/@value)"),
        "text": "oiled, museum, oiled",
        "do": "publish",
    }
    wrong = client.post("/desk/steering", data=form, headers=EDITOR)
    assert "en.txt:1" in tree(wrong.text).xpath("string(//*[@role='alert'])")
    form["text"] = "lighthouse, beacon"
    client.post("/desk/steering", data=form, headers=EDITOR)
    assert (tmp_path / "en.txt").read_text() == "lighthouse, beacon"


def test_a_file_of_the_first_version_is_migrated(tmp_path):
    decisions = Decisions(DeskDatabase(tmp_path))
    decisions.add(Verdict.DISMISS, Kind.LINK, Document("", TITLE, "", "en"), LAMP, "mira")
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("DROP TABLE edits")
        connection.execute("DROP TABLE story_edits")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert len(decisions.all()) == 1
    with DeskDatabase(tmp_path).reading() as connection:
        assert connection.execute("SELECT count(*) FROM edits").fetchone()[0] == 0


def test_the_api_has_links_and_names_of_a_draft(desk):
    draft = {"title": TITLE, "body": TEXT, "language": "en"}
    found = desk.client.post("/api/v1/links", json=draft).json
    lamp = next(one for one in found["links"] if one["id"] == "lamp")
    assert lamp["sentence"][slice(*lamp["mark"])] == lamp["phrase"] == "lighthouse of Cape Orsa"
    assert {one["id"] for one in found["back"]} == {"lamp", "boats"}
    mira = next(one for one in found["names"] if one["name"] == "Mira Orchard")
    assert (mira["total"], mira["first"]["id"], mira["last"]["id"]) == (2, "boats", "lamp")
    desk.post(decide="never related lamp")
    assert "lamp" not in str(desk.client.post("/api/v1/links", json=draft).json["links"])
    own = {"html": f"<p>{TEXT}</p>", "title": TITLE, "url": "https://www.paper.example/lamp/"}
    assert desk.client.post("/api/v1/links", json={"title": 3}).status_code == 422
    assert desk.client.post("/api/v1/links", json=own).status_code == 200


def test_the_file_holds_no_secret_that_opens_the_desk(folder):
    key = make_key(folder, "desk", "admin")
    client = client_of(folder)
    client.post("/desk/login", data={"csrf": csrf(client.get("/desk")), "key": key})
    content = (folder / NAME).read_bytes()
    assert client.get_cookie("fehrest_desk", path="/desk").value.encode() not in content
    assert key.encode() not in content
    assert (folder / NAME).stat().st_mode & 0o077 == 0

from datetime import UTC

import pytest

from indexer.drafts import read_draft
from indexer.errors import SourceError


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", ["draft.txt", "DRAFT.TXT", "draft.md"])
def test_the_first_line_of_a_text_is_its_title(tmp_path, name):
    path = written(
        tmp_path, name, "\n\n The library opens \n\nReaders come to the new library in the town.\n"
    )
    draft = read_draft(path, UTC)
    assert draft.title == "The library opens"
    assert draft.body == "Readers come to the new library in the town."
    assert (draft.language, draft.file) == ("en", str(path))


def test_a_text_of_one_line_has_only_a_title(tmp_path):
    draft = read_draft(written(tmp_path, "a.txt", "کتابخانه تازه شهر باز شد"), UTC)
    assert (draft.title, draft.body, draft.language) == ("کتابخانه تازه شهر باز شد", "", "fa")


def test_a_text_in_an_old_encoding_is_read(tmp_path):
    text = "المكتبة الجديدة\n\nافتتحت المدينة مكتبة جديدة وجاء القراء إليها في الصباح وقرأوا الكتب."
    draft = read_draft(written(tmp_path, "a.txt", text.encode("cp1256")), UTC)
    assert (draft.title, draft.language) == ("المكتبة الجديدة", "ar")


@pytest.mark.parametrize("content", ["", "  \n \n", "\ufeff"])
def test_an_empty_text(tmp_path, content):
    with pytest.raises(SourceError, match=r"a\.txt is empty"):
        read_draft(written(tmp_path, "a.txt", content), UTC)


def test_a_text_that_cannot_be_read(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read_draft(tmp_path / "nowhere.txt", UTC)


def test_the_first_article_of_another_file(tmp_path):
    path = written(
        tmp_path,
        "a.jsonl",
        'not json\n{"title": "First", "body": "Plums."}\n{"title": "Second", "body": "Pears."}\n',
    )
    assert read_draft(path, UTC).title == "First"


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", "<html></html>"), ("a.jsonl", "{}\n"), ("a.xml", "<x/>")]
)
def test_a_file_without_an_article(tmp_path, name, content):
    with pytest.raises(SourceError):
        read_draft(written(tmp_path, name, content), UTC)

"""Vectors of articles: made once for each content, stored in the archive, and in every index after it."""

from dataclasses import replace
from datetime import UTC

import pytest

from engines.registry import open_store
from indexer import embedding
from indexer.archive import Archive
from indexer.article import Article
from indexer.embedding import Item, embed_articles, embed_or_note, use_model, vector_stats
from indexer.indexing import rebuild_index, update_index
from indexer.progress import SilentProgress
from meaning import EmbedderError, open_embedder
from meaning.quantized import cosines
from tests.meaning.onnx_writer import write_model

TEXTS = ("Masons repair the bridge.", "A library lends books.", "Plums were weighed at the market.")


def article(number):
    return Article(f"Report {number}", TEXTS[number % 3], language="en", external_id=f"r{number}")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return str(write_model(tmp_path_factory.mktemp("model") / "tiny", TEXTS))


@pytest.fixture
def archive(tmp_path, model):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        archive.put_batch([article(number) for number in range(5)])
        use_model(archive, model)
        yield archive


def made(archive, workers=1):
    return embed_articles(archive, SilentProgress(), workers)


def test_each_article_gets_its_vector_once(archive, model):
    assert made(archive) == 5
    assert made(archive) == 0
    assert vector_stats(archive) == embedding.VectorStats(model, 5, 5)
    embedder = open_embedder(model)
    for one in archive.changes():
        [vector] = embedder.passages([f"{one.article.title}\n{one.article.body}"])
        assert cosines(vector, embedder.fingerprint, [one.embedding]) == pytest.approx([1], abs=0.01)


def test_only_new_and_changed_articles_get_another(archive):
    made(archive)
    archive.put_batch([article(4), article(5), replace(article(0), body=TEXTS[1])])
    assert made(archive) == 2
    assert vector_stats(archive).vectors == 6


def test_an_interrupted_run_continues(archive):
    class StopError(Exception):
        pass

    class Stopping(SilentProgress):
        def advance(self, n=1):
            raise StopError

    archive.put_batch([article(number) for number in range(5, 40)])
    with pytest.raises(StopError):
        embed_articles(archive, Stopping(), 1)
    before = vector_stats(archive).vectors
    assert 0 < before < 40
    assert made(archive) == 40 - before


def test_processes_make_the_same_vectors(archive, model):
    archive.put_batch([article(number) for number in range(5, 40)])
    assert made(archive, workers=2) == 40
    expected = embedding.embed_some(model, [Item("a", "b", "Report 39\n" + TEXTS[0])])
    assert [one.embedding for one in archive.changes() if one.article.title == "Report 39"] == [
        expected[0].vector
    ]


def test_vectors_of_another_model_are_replaced(archive, model, tmp_path):
    made(archive)
    use_model(archive, str(write_model(tmp_path / "other", [*TEXTS, "xyz"])))
    assert made(archive) == 5
    assert vector_stats(archive).vectors == 5


def test_a_deleted_article_leaves_no_vector(archive):
    made(archive)
    [first, *_] = archive.changes()
    archive.delete(first.id)
    archive.put(article(9))
    made(archive)
    with archive.reading() as connection:
        assert connection.execute("SELECT count(*) FROM embeddings").fetchone() == (5,)


def test_the_index_has_them_and_loses_them(archive, tmp_path):
    store = open_store("tantivy", tmp_path)
    options = {"timezone": UTC, "progress": SilentProgress(), "workers": 1}

    def stored():
        engine = store.open()
        try:
            return {one.document.id: one.document.embedding for one in engine.get(list(archive_ids))}
        finally:
            engine.close()

    archive_ids = [one.id for one in archive.changes()]
    rebuild_index(archive, store, **options)
    assert stored() == {one.id: one.embedding for one in archive.changes()}
    assert all(stored().values())
    use_model(archive, "")
    assert update_index(archive, store, **options).indexed == 5
    assert not any(stored().values())


def test_without_a_model_nothing_is_made(archive):
    use_model(archive, "")
    assert made(archive) == 0
    assert vector_stats(archive).model == ""


def test_a_missing_model_is_noted_and_stops_nothing(archive, tmp_path):
    notes = []

    class Noting(SilentProgress):
        def note(self, text):
            notes.append(text)

    use_model(archive, str(tmp_path / "nowhere"))
    with pytest.raises(EmbedderError):
        made(archive)
    embed_or_note(archive, Noting())
    assert notes[0].startswith("no vectors are made: There is no model")
    store = open_store("tantivy", tmp_path)
    assert update_index(archive, store, timezone=UTC, progress=SilentProgress(), workers=1).indexed == 5

"""Articles that are pushed to a service on a cluster."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.indexing import rebuild_index
from indexer.progress import SilentProgress
from search_app import create_app
from search_app.access.keys import Key, Role
from search_app.access.store import KeyStore
from search_app.cli.archives import archive_path
from search_app.cli.publishing import ArchivePublisher
from search_app.service import SearchService
from search_app.settings import Settings
from tests.every_engine import ready


def test_a_pushed_article_is_found_when_the_answer_says_so(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, engine=ready(request, "opensearch"), deadline=300)
    with Archive(archive_path(settings)) as archive:
        archive.put(Article("The bridge", "Masons repaired the bridge.", url="https://town.example/bridge"))
        store = open_store(settings.engine, tmp_path)
        rebuild_index(archive, store, timezone=settings.zone, progress=SilentProgress(), workers=1)
    service = SearchService(settings)
    with ArchivePublisher(settings, service) as publisher:
        client = create_app(settings, service, publisher).test_client()
        made = KeyStore(tmp_path).create(Key("", "cms", Role.WRITE, datetime.now(UTC)))
        headers = {"Authorization": f"Bearer {made}", "Content-Type": "application/json"}
        body = json.dumps({"title": "Orioles nest", "body": "They nest early."})
        answer = client.put("/api/v1/articles/o?wait=60", data=body, headers=headers)
        assert (answer.status_code, answer.json["indexed"]) == (201, True)
        assert [hit["id"] for hit in client.get("/api/v1/search?q=orioles").json["hits"]] == ["o"]
        deleted = client.delete("/api/v1/articles/o?wait=60", headers=headers)
        assert deleted.json == {"result": "deleted", "id": "o", "indexed": True}
        assert client.get("/api/v1/search?q=orioles").json["hits"] == []
        assert client.get("/api/v1/articles/o").status_code == 404

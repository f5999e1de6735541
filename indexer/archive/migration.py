"""Migrates the data of an older archive, in addition to new tables."""

import re
import sqlite3

from indexer.archive.identity import RECORD, host_of_key
from indexer.sites import site_of

_API = re.compile(r"(https?://[^?#]*?/)(?:wp-json|index\.php|\?rest_route=)/wp/v2/(post|page)s/(\d+)$")
_JSON = re.compile(r"\.(?:jsonl|ndjson|json)(?:\.gz)?$", re.I)
_SEEN = (
    "SELECT id, external_id, url_key, coalesce(json_extract(payload, '$.file'), '') FROM articles"
    " WHERE deleted = 0"
)


def learn_identities(connection: sqlite3.Connection) -> None:
    """Store the identities of articles in an archive of version 3 or older. Their ids do not change."""
    rows = connection.execute(_SEEN).fetchall()
    found = (row for one in rows if (row := _identity(*one)))
    connection.executemany("INSERT OR IGNORE INTO identities VALUES (?, ?, ?, ?, ?)", found)


def _identity(
    article: str, external: str | None, url_key: str | None, file: str
) -> tuple[str, str, str, str, int] | None:
    """Site, kind, number, article and sureness; None if no source gave a number."""
    if api := _API.match(file):
        return site_of(api[1]), api[2], api[3], article, 1
    if not external:
        return None
    if _JSON.search(file) or not external.isdigit():
        return "", RECORD, external, article, 0
    return host_of_key(url_key or ""), "post", external, article, 0

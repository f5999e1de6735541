"""JSON Lines: one article per line, with its text, in the form that ``fehrest ingest`` reads."""

import json
from collections.abc import Iterable, Iterator

from engines.port.model import Document
from search_app.exports.site import Site
from search_app.presenters import article_json


def lines(documents: Iterable[Document], site: Site) -> Iterator[str]:
    """The fields of an article in the API, and ``page``, its address on this site."""
    for document in documents:
        fields = {**article_json(document, zone=site.zone), "page": site.page(document.id)}
        yield json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"

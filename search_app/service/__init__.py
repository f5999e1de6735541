"""The use cases of the application, independent of HTTP. Pages, the API and the command line call them."""

from search_app.service.articles import NotFoundError
from search_app.service.base import load_words
from search_app.service.searching import Across, SearchService, Status

__all__ = ["Across", "NotFoundError", "SearchService", "Status", "load_words"]

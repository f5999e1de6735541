"""The JSON API, version 1. ``reading`` answers searches, ``writing`` takes articles."""

from search_app.api.reading import api_blueprint
from search_app.api.writing import writing_blueprint

__all__ = ["api_blueprint", "writing_blueprint"]

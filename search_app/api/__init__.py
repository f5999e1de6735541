"""The JSON API, version 1.

``reading`` answers searches, ``writing`` takes articles, and ``events`` takes finished queries and clicks.
``parameters``, ``schemas`` and ``declarations`` describe them; ``openapi`` makes the document from them, and
``documentation`` shows it.
"""

from search_app.api.documentation import documentation_blueprint
from search_app.api.events import events_blueprint
from search_app.api.reading import api_blueprint
from search_app.api.writing import writing_blueprint

__all__ = ["api_blueprint", "documentation_blueprint", "events_blueprint", "writing_blueprint"]

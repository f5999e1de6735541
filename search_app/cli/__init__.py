"""The command line: ``fehrest``. The one place that joins the application and the indexer."""

from search_app.cli.main import main

__all__ = ["main"]

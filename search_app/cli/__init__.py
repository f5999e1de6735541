"""The command line, ``fehrest``. Only this package connects the application and the indexer."""

from search_app.cli.main import main

__all__ = ["main"]

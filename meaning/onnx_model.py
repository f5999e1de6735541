"""A model in ONNX format, from a folder that the user names: multilingual-e5-small or one like it.

The folder has ``model.onnx`` (inputs ``input_ids``, ``attention_mask`` and perhaps ``token_type_ids``; the
first output has a vector for each token) and ``sentencepiece.bpe.model``. The vector of a text is the mean of
those of its tokens, as for all models of the family E5 (Wang et al. 2024, "Multilingual E5 Text Embeddings").
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import sentencepiece

from meaning.port import EmbedderError, encodable

if TYPE_CHECKING:
    from meaning.port import Vectors

MODEL, PIECES = "model.onnx", "sentencepiece.bpe.model"
_MOST_TOKENS = 512
_BEGIN, _END, _UNKNOWN = 0, 2, 3
_SHIFT = 1
"""XLM-RoBERTa numbers pieces from fairseq's dictionary, which has one more special token at the start."""


class OnnxModel:
    """A model that ONNX Runtime runs, with one thread.

    Args:
        folder: folder of the model.
    """

    def __init__(self, folder: Path) -> None:
        for name in (MODEL, PIECES):
            if not (folder / name).is_file():
                raise EmbedderError(f"The folder {folder} has no {name}; it must have {MODEL} and {PIECES}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / PIECES))
            self._session = onnxruntime.InferenceSession(
                str(folder / MODEL), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise classes of their own
            raise EmbedderError(f"The model in {folder} cannot be loaded: {error}") from error
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.name = folder.name
        self.fingerprint = f"onnx {_digest(folder / MODEL)} {_digest(folder / PIECES)}"
        self.size = self.queries(["a"]).shape[1]

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """The vectors of some documents."""
        return np.stack([self._vector(f"passage: {encodable(text)}") for text in texts])

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """The vectors of some queries."""
        return np.stack([self._vector(f"query: {encodable(text)}") for text in texts])

    def _vector(self, text: str) -> "Vectors":
        ids = np.array([self._numbers(text)], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        known = {name: value for name, value in given.items() if name in self._inputs}
        tokens = np.asarray(self._session.run(None, known)[0], dtype=np.float32)
        mean: Vectors = tokens[0].mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-12)

    def _numbers(self, text: str) -> list[int]:
        pieces = self._pieces.encode(text)[: _MOST_TOKENS - 2]
        unknown = self._pieces.unk_id()
        return [_BEGIN, *(_UNKNOWN if one == unknown else one + _SHIFT for one in pieces), _END]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()[:16]

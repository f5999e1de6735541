"""The peers that Fehrest is compared with really index and find, and a run is printed, kept and drawn."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.search import asking, results
from benchmarks.search.bare_tantivy import BareTantivy
from benchmarks.search.fts5 import Fts5
from benchmarks.search.peers import Peer
from engines.port.model import Document

pytest.importorskip("matplotlib", reason="the extra fehrest[bench] is not installed")

DOCUMENTS = [
    Document(
        str(number),
        f"Harvest number {number}",
        f"The harvest of apples in year {number} was good. {'Pears too.' * (number % 2)}",
        "en",
        categories=(("Garden",),),
        authors=("Sara Dana",),
        date=datetime(2000 + number, 5, 1, tzinfo=UTC),
        source="sample",
    )
    for number in range(6)
]


def peers(folder: Path) -> list[Peer]:
    from benchmarks.search.plain_whoosh import PlainWhoosh

    return [
        BareTantivy(folder / "one", snippets=False),
        BareTantivy(folder / "two", snippets=True),
        Fts5(folder / "three"),
        PlainWhoosh(folder / "four"),
    ]


def test_every_peer_finds_the_same_and_the_run_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks.search.plots import draw

    found = peers(tmp_path)
    for peer in found:
        peer.fill(DOCUMENTS)
        peer.settle()
        assert peer.size() > 0
        assert [peer.ask(text) for text in ("harvest", "Apples PEARS", "nothing")] == [6, 3, 0]
    answered = asking.ask_all(found, ["harvest", "nothing"], 2)
    assert {len(one.times) for one in answered.values()} == {2}
    for peer in found:
        peer.close()
    results.show_answers("complete answers, ms", answered)
    printed = capsys.readouterr().out
    assert "1 of 2 questions" in printed
    assert all(peer.name in printed for peer in found)
    filled = {peer.name: results.Filled(1.0, 1.0, 1) for peer in found}
    run = results.Run(6, 2, "load 0", filled, answered, {}, {})
    results.keep(run, tmp_path / "plots" / "run.json")
    drawn = draw(results.read(tmp_path / "plots" / "run.json"), tmp_path / "plots")
    assert {path.suffix for path in drawn} == {".png", ".svg"}
    assert all(path.stat().st_size > 1000 for path in drawn)

"""Plots of a run, as PNG and SVG."""

from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.search.results import Run, share_below

mpl.use("agg")
# The same run gives the same file.
mpl.rcParams.update({"svg.hashsalt": "fehrest", "svg.fonttype": "none", "font.size": 10})
_OURS, _PEERS = "#0b6e4f", ("#8a8a8a", "#b0742d", "#5b6fa8", "#a05195", "#c44e52")
_DASHES = ("-", "--", ":", "-.")


def draw(run: Run, folder: Path) -> list[Path]:
    """Draw everything into a folder. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = {"answers": _answers(run), "indexing": _indexing(run)}
    return [path for name, figure in figures.items() for path in save(figure, folder / f"search-{name}")]


def save(figure: Figure, stem: Path) -> list[Path]:
    """Write a figure as PNG and SVG. Returns the files."""
    paths = [stem.with_suffix(suffix) for suffix in (".png", ".svg")]
    for path in paths:
        metadata = {"Date": None} if path.suffix == ".svg" else None
        figure.savefig(path, dpi=130, bbox_inches="tight", metadata=metadata)
    plt.close(figure)
    return paths


def _styles(names: list[str]) -> dict[str, tuple[str, str]]:
    """A colour and a dash for each name: ours share one colour."""
    ours = [name for name in names if name.startswith("Fehrest")]
    peers = [name for name in names if name not in ours]
    found = {name: (_OURS, _DASHES[at % len(_DASHES)]) for at, name in enumerate(ours)}
    return found | {name: (_PEERS[at % len(_PEERS)], "-") for at, name in enumerate(peers)}


def _answers(run: Run) -> Figure:
    """The share of complete answers that took at most so long."""
    figure, axes = plt.subplots(figsize=(8, 4.6))
    answered = run.answered | run.served
    for name, (colour, dash) in _styles(list(answered)).items():
        axes.plot(*share_below(answered[name].times), dash, color=colour, label=name, linewidth=1.8)
    axes.set_xscale("log")
    axes.set_xlabel("milliseconds of a complete answer (ten hits, snippets, facets, timeline)")
    axes.set_ylabel("share of the answers")
    axes.set_ylim(0, 1.02)
    axes.set_title(f"{run.articles:,} articles, {run.questions} questions", loc="left")
    _plain(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)
    return figure


def _indexing(run: Run) -> Figure:
    """Articles per second and megabytes of each."""
    figure, both = plt.subplots(1, 2, figsize=(10, 0.42 * len(run.filled) + 1.4), sharey=True)
    names = list(run.filled)[::-1]
    colours = [_styles(names)[name][0] for name in names]
    values = {
        "articles per second": [run.filled[name].rate for name in names],
        "megabytes on disk": [run.filled[name].size / 1e6 for name in names],
    }
    for axes, (label, lengths) in zip(both, values.items(), strict=True):
        bars = axes.barh(names, lengths, color=colours, height=0.62)
        axes.bar_label(bars, fmt="{:,.0f}", padding=3)
        axes.set_xlabel(label)
        axes.margins(x=0.16)
        _plain(axes)
    return figure


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)

"""Plots of a run, as PNG and SVG."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter

from benchmarks.growth.results import Size
from benchmarks.search.plots import save

Line = tuple[str, list[tuple[int, float]]]
_STYLES = (("#0b6e4f", "-"), ("#b0742d", "--"), ("#5b6fa8", ":"), ("#8a8a8a", "-."))


def draw(sizes: Sequence[Size], folder: Path) -> list[Path]:
    """Draw everything into a folder. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    figure, grid = plt.subplots(2, 2, figsize=(10, 7))
    panels = {
        "milliseconds of an answer over HTTP": [
            ("p50", [(one.articles, one.percentile(0.5)) for one in sizes]),
            ("p95", [(one.articles, one.percentile(0.95)) for one in sizes]),
            ("processor time", [(one.articles, one.processor) for one in sizes]),
        ],
        "megabytes of memory of a service": [
            ("anonymous after the start", [(one.articles, one.started.anonymous) for one in sizes]),
            ("anonymous after the questions", [(one.articles, one.loaded.anonymous) for one in sizes]),
            ("with pages of mapped files", [(one.articles, one.loaded.proportional) for one in sizes]),
        ],
        "megabytes on disk": [
            (name, [(one.articles, one.stored[name]) for one in sizes])
            for name in ("archive", "index", "dictionaries")
        ],
        "articles per second of an ingest": _rates(sizes),
    }
    for axes, (label, lines) in zip(grid.flat, panels.items(), strict=True):
        _panel(axes, label, lines)
    figure.tight_layout()
    return save(figure, folder / "growth")


def _rates(sizes: Sequence[Size]) -> list[Line]:
    known = [(one.articles, one.ingested) for one in sizes if one.ingested]
    names = list(dict.fromkeys(name for _, one in known for name in one.rates if one.rates[name] > 0))
    lines = [(name, [(n, one.rates[name]) for n, one in known if name in one.rates]) for name in names]
    return [("in all", [(n, one.whole) for n, one in known]), *lines][: len(_STYLES)]


def _panel(axes: Axes, label: str, lines: Sequence[Line]) -> None:
    for (name, points), (colour, dash) in zip(lines, _STYLES, strict=False):
        axes.plot([x for x, _ in points], [y for _, y in points], dash, color=colour, marker="o", label=name)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_title(label, loc="left", fontsize=10)
    axes.set_xlabel("articles")
    ticks = sorted({x for _, points in lines for x, _ in points})
    axes.set_xticks(ticks)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.legend(frameon=False, fontsize=9)

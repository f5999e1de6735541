import re
from pathlib import Path

import pytest

import search_app

STATIC = Path(search_app.__file__).parent / "static"
CSS = (STATIC / "fehrest.css").read_text("utf-8")
EVERY = CSS + (STATIC / "desk.css").read_text("utf-8")
TEXT = {
    "ink": ("paper", "raised", "tint", "note"),
    "soft": ("paper", "raised", "tint"),
    "accent": ("paper", "raised", "tint", "note"),
    "accent-deep": ("paper", "tint"),
    "on-accent": ("accent", "accent-deep"),
    "on-mark": ("mark",),
    "on-mast": ("mast",),
    "mast-soft": ("mast",),
}
"""Colours of text -> their backgrounds."""
EDGES = {"edge": ("paper", "raised"), "accent": ("paper", "raised"), "on-mast": ("mast",)}


def palettes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (EDGES, 3.0)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str, pairs: dict[str, tuple[str, ...]], least: float) -> None:
    colours = palettes()[scheme]
    for colour, grounds in pairs.items():
        for ground in grounds:
            assert contrast(colours[colour], colours[ground]) >= least, (colour, ground)


def test_both_schemes_name_the_same_colours() -> None:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light, dark = (set(re.findall(r"--([\w-]+): #", block)) for block in blocks)
    assert light == dark


def test_the_stylesheet_serves_both_directions() -> None:
    sides = r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)"
    assert re.findall(sides + r"|[{;\s](?:left|right):|float: (?!inline-)", EVERY) == []


def test_the_stylesheet_asks_no_other_host() -> None:
    assert not re.search(r"url\(|@import|https?:", EVERY)


def test_every_class_of_the_templates_has_a_style_and_the_other_way_round() -> None:
    room = Path(search_app.__file__).parent
    templates = "".join(path.read_text("utf-8") for path in (room / "templates").rglob("*.*"))
    used = {name for value in re.findall(r'class="([a-z ]+)"', templates) for name in value.split()}
    rules = re.sub(r"/\*.*?\*/|\d*\.\d+", "", EVERY, flags=re.DOTALL)
    styled = set(re.findall(r"\.([a-z]+)\b", rules))
    assert used - styled == set()
    assert {name for name in styled - used if f'"{name}' not in templates} == set()

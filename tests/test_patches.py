"""What tests patch: the environment, the standard library, and little of ours; nothing private.

A constant that a test has to change is a parameter with a default. What remains are functions of ours that
must fail or race at a moment that cannot be caused from outside.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
ALLOWED_PRIVATE = {"_lexicon_digest", "_fill"}
"""An analyzer's compiled lexicon, which nothing else changes, and a rebuild that fails in the middle."""
MOST = 30
"""Maximum number of patched attributes. It is only ever lowered."""


def patches() -> Iterator[tuple[Path, str, str]]:
    """File, target and attribute of each ``setattr`` of a monkeypatch."""
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr != "setattr":
                    continue
                first, *more = map(ast.unparse, node.args)
                whole = f"{first}.{more[0]}" if len(more) > 1 else first
                target, _, name = whole.replace("'", "").rpartition(".")
                yield path, target, name


def test_nothing_private_is_patched() -> None:
    private = [f"{path.name}: {t}.{name}" for path, t, name in patches() if name.startswith("_")]
    assert [one for one in private if one.rpartition(".")[2] not in ALLOWED_PRIVATE] == []


def test_the_number_of_patches_does_not_grow() -> None:
    assert len(list(patches())) <= MOST

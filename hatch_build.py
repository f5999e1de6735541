"""Compiles the lexicons when a wheel is built, or when Fehrest is installed in place (``pip install -e``).

They are made from data of hazm and simplemma, which an installed Fehrest does not need.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = "analyzers/lexicons"


class LexiconHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the lexicons to the wheel or, for an installation in place, to the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds. ``version`` is ``standard`` or ``editable``."""
        made = Path(tempfile.mkdtemp(prefix="fehrest-lexicons-"))
        self._made = made
        _compile(Path(self.root), made)
        if version == "editable":
            shutil.copytree(made, Path(self.root, _FOLDER), dirs_exist_ok=True)
        else:
            build_data["force_include"][str(made)] = _FOLDER

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Called by hatchling after it has built."""
        shutil.rmtree(self._made, ignore_errors=True)


def _compile(root: Path, folder: Path) -> None:
    sys.path.insert(0, str(root))
    from analyzers import LANGUAGES, get_analyzer
    from analyzers.lexicon import shipping
    from indexer.language.lexicons import listed_words

    with tempfile.TemporaryDirectory(prefix="fehrest-cache-") as cache:
        os.environ["FEHREST_CACHE"] = cache
        with shipping(folder):
            for code in LANGUAGES:
                get_analyzer(code)
                listed_words(code)

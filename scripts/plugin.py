"""Build the WordPress plugin: ``python scripts/plugin.py`` writes ``build/fehrest-VERSION.zip``.

Catalogues of texts are compiled. The same files give the same bytes: names are sorted, and times and rights
are fixed.
"""

import re
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # when run as a script

from scripts.plugin_texts import compiled  # noqa: E402

SOURCE = ROOT / "integrations" / "wordpress" / "fehrest"
_SUFFIXES = {".php", ".css", ".js", ".json", ".txt", ".pot", ".po"}
_MOMENT = (1980, 1, 1, 0, 0, 0)
_VERSIONS = {
    "fehrest.php": (r"^ \* Version:\s+(\S+)$", r"^const VERSION = '(.+)';$"),
    "readme.txt": (r"^Stable tag: (\S+)$",),
}


def version(source: Path = SOURCE) -> str:
    """The version of the project.

    Raises:
        ValueError: a file of the plugin names another one.
    """
    wanted: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    for name, patterns in _VERSIONS.items():
        text = (source / name).read_text("utf-8")
        for pattern in patterns:
            match = re.search(pattern, text, re.MULTILINE)
            if match is None or match[1] != wanted:
                raise ValueError(f"{name} must name the version {wanted} (pyproject.toml)")
    return wanted


def build(folder: Path, source: Path = SOURCE) -> Path:
    """Write the zip into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"fehrest-{version(source)}.zip"
    files = sorted(file for file in source.rglob("*") if file.is_file() and file.suffix in _SUFFIXES)
    contents = {file.relative_to(source).as_posix(): file.read_bytes() for file in files}
    contents |= {"LICENSE": (ROOT / "LICENSE").read_bytes(), **compiled(source)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"fehrest/{name}", _MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            archive.writestr(entry, content, compresslevel=9)
    return path


if __name__ == "__main__":
    try:
        print(build(ROOT / "build"))
    except ValueError as error:
        sys.exit(str(error))

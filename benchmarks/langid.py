"""Compares accuracy and speed of language detection with langdetect and py3langid.

Run it as ``python -m benchmarks.langid [--other]`` from the project's root, with the shared data next to it.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from indexer.language import LANGUAGES, detect

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "langid"
Detector = Callable[[str], str]


def read(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [(row["text"], row["lang"]) for row in map(json.loads, lines)]


def accuracy(detector: Detector, rows: list[tuple[str, str]]) -> tuple[dict[str, float], float]:
    """Percent correct by language (a language that is not in the registry must be ``und``), and texts per
    second.
    """
    started = time.process_time()
    answers = [detector(text) for text, _ in rows]
    seconds = time.process_time() - started
    total = Counter(language for _, language in rows)
    right = Counter(
        language
        for (_, language), answer in zip(rows, answers, strict=True)
        if answer == (language if language in LANGUAGES else "und")
    )
    return {language: 100 * right[language] / total[language] for language in total}, len(rows) / seconds


def langdetect_seeded() -> Detector:
    from langdetect import DetectorFactory, LangDetectException
    from langdetect import detect as guess

    DetectorFactory.seed = 0

    def detector(text: str) -> str:
        try:
            return _ours(guess(text))
        except LangDetectException:
            return "und"

    return detector


def py3langid_all() -> Detector | None:
    try:
        import py3langid
    except ImportError:
        return None
    return lambda text: _ours(py3langid.classify(text)[0])


def _ours(language: str) -> str:
    return language if language in LANGUAGES else "und"


def main() -> None:
    if not DATA.is_dir():
        sys.exit(f"The data is missing: {DATA}")
    for text in ("Hello", "Sot moti duket krejt ndryshe", "سلام", "خبر جديد من المدينة القديمة اليوم"):
        detect(text)  # loads the tables, so that loading is not measured
    detectors: dict[str, Detector | None] = {"fehrest": detect}
    if "--other" in sys.argv:
        detectors |= {"langdetect": langdetect_seeded(), "py3langid": py3langid_all()}
    for path in sorted(DATA.glob("*.jsonl")):
        rows = read(path)
        for name, detector in detectors.items():
            if detector is None:
                continue
            shares, speed = accuracy(detector, rows)
            cells = "  ".join(f"{language} {share:5.1f}" for language, share in sorted(shares.items()))
            print(f"{path.stem:34} {name:10} {cells}   {speed:9,.0f}/s", flush=True)


if __name__ == "__main__":
    main()

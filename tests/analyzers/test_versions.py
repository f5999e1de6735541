"""A changed rule must increase its version; otherwise an index built with the old rule would not be
recognised.
"""

import hashlib
import json
from pathlib import Path

from analyzers import get_analyzer
from analyzers.fold import FOLD_VERSION
from analyzers.tokenize import TOKENIZER_VERSION

DATA = Path(__file__).parent / "data"
KNOWN = {("1", "1"): "f3ef4797e7cef427", ("1", "2"): "f3ef4797e7cef427"}


def test_the_fold_and_the_tokenizer_do_what_their_versions_say() -> None:
    analyze = get_analyzer("und").analyze
    found = hashlib.sha256()
    for path in sorted(DATA.glob("*.json")):
        groups = json.loads(path.read_text("utf-8"))
        for text in [form for forms in groups["meet"] for form in forms] + [
            case[0] for case in groups["tokens"]
        ]:
            found.update(repr([tuple(token) for token in analyze(text)]).encode())
    known = KNOWN.get((FOLD_VERSION, TOKENIZER_VERSION))
    assert found.hexdigest()[:16] == known, (
        "Tokens changed. If a rule changed, raise FOLD_VERSION or TOKENIZER_VERSION and add a line to KNOWN; "
        "if only the texts in data/ changed, replace the line."
    )

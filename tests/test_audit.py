"""``scripts/audit.sh`` does not take a list that it could not get for a list without findings."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPPED = "No known vulnerabilities found\nflask  Dependency not found on PyPI and could not be audited"
FOUND = "Found 1 known vulnerability in 1 package\nflask 1.0 PYSEC-0 2.0"


@pytest.mark.parametrize(
    ("printed", "code", "expected", "shown"),
    [
        ("No known vulnerabilities found", 0, 0, "No known vulnerabilities found"),
        (
            SKIPPED,
            0,
            0,
            "NOT AUDITED: no list of vulnerabilities can be had from here. osv has no data",
        ),
        (FOUND, 1, 1, "PYSEC-0"),
        (
            "ConnectionError: no route",
            1,
            0,
            "NOT AUDITED: no list of vulnerabilities can be had from here. C",
        ),
    ],
)
def test_what_the_audit_says(tmp_path, printed: str, code: int, expected: int, shown: str) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exit 0\ncat <<END\n{printed}\nEND\nexit {code}\n')
    program.chmod(0o755)
    done = subprocess.run(
        [ROOT / "scripts" / "audit.sh"],
        cwd=ROOT,
        env=os.environ | {"PIP_AUDIT": str(program)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == expected
    assert shown in done.stdout

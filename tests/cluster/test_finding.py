"""Finds a suitable JDK; jars are complete or absent."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster import finding
from tests.cluster.finding import VERSIONS, NoOpenSearchError, find_jdk, need_jdk, need_maven
from tests.cluster.jars import jars

ROOT = Path(__file__).parents[2]


def program(path: Path, text: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def jdk(home: Path, version: str, *, compiler: bool = True) -> Path:
    program(home / "bin" / "java", f"echo 'openjdk version \"{version}\"' >&2")
    if compiler:
        program(home / "bin" / "javac")
    (home / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="java.base jdk.incubator.vector"\n')
    return home


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Java: folders ``jvm`` and ``bin`` instead of the real ones."""
    monkeypatch.setattr(finding, "PLACES", ((str(tmp_path / "jvm"), "*"),))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(shutil, "which", lambda name: _in(tmp_path / "bin", name))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def _in(folder: Path, name: str) -> str | None:
    return str(folder / name) if (folder / name).exists() else None


@pytest.mark.parametrize(
    ("installed", "least", "found"),
    [
        (["17.0.15", "25.0.3"], 21, "25.0.3"),
        (["17.0.15", "25.0.3"], 17, "17.0.15"),
        (["21"], 21, "21"),
        (["1.8.0_292", "11.0.2"], 17, None),
        ([], 17, None),
    ],
)
def test_the_oldest_that_is_new_enough(
    machine: Path, installed: list[str], least: int, found: str | None
) -> None:
    for version in installed:
        jdk(machine / "jvm" / version, version)
    chosen = find_jdk(least)
    assert (chosen and chosen.home.name) == found


def test_java_home_comes_first_and_a_jre_does_not_do(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jdk(machine / "jvm" / "jre", "21.0.1", compiler=False)
    assert find_jdk(21) is None
    jdk(machine / "jvm" / "other", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(jdk(machine / "own", "21.0.1")))
    assert need_jdk(VERSIONS["3"]).home == machine / "own"


def test_the_one_on_path_may_be_a_script(machine: Path) -> None:
    home = jdk(machine / "elsewhere", "21.0.1")
    program(machine / "bin" / "java", f"echo '    java.home = {home}' >&2")
    assert need_jdk(VERSIONS["3"]).home == home


def test_what_is_missing_is_said(machine: Path) -> None:
    with pytest.raises(
        NoOpenSearchError, match=r"^No JDK 21 or later for OpenSearch 3 .*default-jdk-headless"
    ):
        need_jdk(VERSIONS["3"])
    with pytest.raises(NoOpenSearchError, match=r"^No Maven .*Debian: maven"):
        need_maven()


def test_a_fetch_that_fails_leaves_nothing(machine: Path) -> None:
    program(machine / "bin" / "mvn", "mkdir lib; touch lib/half.jar; echo no route; exit 1")
    with pytest.raises(NoOpenSearchError, match=r"^No jars of OpenSearch 3(?s:.*)no route"):
        jars(VERSIONS["3"])
    assert [path.name for path in machine.glob("cache/fehrest/opensearch/*")] == ["3.8.0.0.lock"]


def test_two_at_once_fetch_once(machine: Path) -> None:
    program(machine / "bin" / "mvn", f"echo once >> {machine}/calls; sleep 1; mkdir lib; touch lib/whole.jar")
    code = "from tests.cluster.jars import *; print(*jars(VERSIONS['2']).iterdir())"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = [one.communicate()[0].strip() for one in both]
    assert told == [str(machine / "cache/fehrest/opensearch/2.19.1.0/lib/whole.jar")] * 2
    assert (machine / "calls").read_text() == "once\n"

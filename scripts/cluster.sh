#!/bin/sh
# Finds a JDK and Maven for the tests on OpenSearch (as root on Debian: installs them), and downloads OpenSearch.
# The first argument is the folder of programs of the virtual environment. Prints a line for each version that cannot run.
set -u
bin=$1

ready() { "$bin/python" -m tests.cluster.finding 2 >/dev/null 2>&1 && command -v mvn >/dev/null 2>&1; }

if ! ready && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing a JDK and Maven for the tests on OpenSearch (apt-get)"
    export DEBIAN_FRONTEND=noninteractive
    install() { apt-get install -y -qq --no-install-recommends "$@"; }
    # A JRE is not enough, because it has no compiler. JDK 21 runs both versions; if it is not available, use the default.
    { apt-get update -qq && { install openjdk-21-jdk-headless maven || install default-jdk-headless maven; }; } >/dev/null 2>&1
fi
for series in 3 2; do "$bin/python" -m tests.cluster.jars "$series" || true; done

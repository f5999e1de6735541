#!/bin/sh
# Finds a JDK and Maven for the tests on OpenSearch, or gets Debian's where the user is root, and fetches OpenSearch.
# The first argument is the folder of programs of the virtual environment. Prints a line for what cannot run.
set -u
bin=$1

ready() { "$bin/python" -m tests.cluster.finding 2 >/dev/null 2>&1 && command -v mvn >/dev/null 2>&1; }

if ! ready && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing a JDK and Maven for the tests on OpenSearch (apt-get)"
    export DEBIAN_FRONTEND=noninteractive
    install() { apt-get install -y -qq --no-install-recommends "$@"; }
    # The headless JRE will not do: it has no compiler. 21 runs both versions; where it is not to be had, the default.
    { apt-get update -qq && { install openjdk-21-jdk-headless maven || install default-jdk-headless maven; }; } >/dev/null 2>&1
fi
for series in 3 2; do "$bin/python" -m tests.cluster.jars "$series" || true; done

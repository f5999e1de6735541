#!/bin/sh
# Finds a Chromium for the browser tests, or installs one: Debian's package as root, else Playwright's.
# The first argument is the folder of programs of the virtual environment. Prints a line if there is none.
set -u
bin=$1
names='chromium chromium-browser google-chrome google-chrome-stable'

found() {
    for name in $names; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    "$bin/python" -m tests.browser.finding >/dev/null 2>&1
}

if found; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests (apt-get)"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; } >/dev/null 2>&1
    if found; then exit 0; fi
fi
echo "Downloading Playwright's Chromium for the browser tests"
"$bin/playwright" install --only-shell chromium >/dev/null 2>&1
if found; then exit 0; fi
echo "Skipped: the tests in tests/browser, because no Chromium is on PATH and none could be downloaded"

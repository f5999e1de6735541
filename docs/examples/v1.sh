#!/bin/sh
# API v1 with curl. BASE is the address of the service; KEY is a write key, if you have one.
set -eu
BASE=${BASE:-http://127.0.0.1:8000}

curl -fsS "$BASE/api/v1/search?q=bridge&size=3&fields=title,url&facets=language"
curl -fsS "$BASE/api/v1/suggest?q=br"
curl -fsS "$BASE/api/v1/related" -H 'Content-Type: application/json' -d '{"title": "The bridge", "body": "Masons repaired it."}'

if [ -n "${KEY:-}" ]; then
  curl -fsS -X PUT "$BASE/api/v1/articles/example-1?wait=60" \
    -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
    -d '{"title": "An example", "html": "<p>Written by <b>curl</b>.</p>"}'
  curl -fsS -X DELETE "$BASE/api/v1/articles/example-1" -H "Authorization: Bearer $KEY"
fi

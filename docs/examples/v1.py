"""API v1 with Python's standard library. BASE is the service's address, KEY a write key if you have one."""

import json
import os
import urllib.parse
import urllib.request

BASE = os.environ.get("BASE", "http://127.0.0.1:8000")
KEY = os.environ.get("KEY", "")


def call(method: str, path: str, body: object = None, **parameters: object) -> dict:
    """The JSON answer of a route. An error of the API is a urllib.error.HTTPError with a JSON body."""
    address = f"{BASE}/api/v1/{path}?{urllib.parse.urlencode(parameters, doseq=True)}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, method=method)
    if body is not None:
        request.add_header("Content-Type", "application/json")
    if KEY:
        request.add_header("Authorization", f"Bearer {KEY}")
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


for hit in call("GET", "search", q="bridge", size=3, fields="title,url")["hits"]:
    print(hit["title"], hit["url"])

searches = [{"q": "bridge", "size": 1}, {"language": ["fa", "ar"], "facets": "none"}]
print([answer["total"] for answer in call("POST", "multi-search", {"searches": searches})["results"]])

if KEY:
    print(call("PUT", "articles/example-2", {"title": "An example", "body": "Written by Python."}, wait=60))
    print(call("DELETE", "articles/example-2"))

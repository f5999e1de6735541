"""Requests what the arguments name from the application of a data folder, and prints status and text
as JSON.
"""

import json
import sys
from pathlib import Path

from search_app import create_app
from search_app.settings import Settings

_, data, engine, *addresses = sys.argv
client = create_app(settings=Settings(data=Path(data), engine=engine)).test_client()
answers = [client.get(address) for address in addresses]
print(json.dumps([[answer.status_code, answer.get_data(as_text=True)] for answer in answers]))

import re
import traceback
from dataclasses import fields

import pytest
import trustme

from engines.opensearch.settings import ClusterSettings
from engines.port.errors import EngineSettingsError

PREFIX = "FEHREST_OPENSEARCH_"
READER = {"USER": "reader", "PASSWORD": "quince"}


def load(**values):
    return ClusterSettings.load({f"{PREFIX}{name}": value for name, value in values.items()})


def refused(**values):
    with pytest.raises(EngineSettingsError) as caught:
        load(**values)
    message = caught.value.message
    assert caught.value.code == "settings"
    assert "\n" not in message
    assert len(message) < 250
    return message


def test_nothing_set_means_a_node_on_this_machine():
    settings = load()
    assert settings.hosts == ["http://127.0.0.1:9200"]
    assert (settings.index, settings.shards, settings.replicas) == ("fehrest", 1, 1)
    assert load(URL="", TIMEOUT="", CA="") == settings


def test_every_value_is_read(tmp_path):
    ca = tmp_path / "ca.pem"
    trustme.CA().cert_pem.write_to_path(ca)
    told = {
        "URL": "https://a.example:9200/, https://b.example:9200,",
        "USER": "reader",
        "PASSWORD": "quince",
        "CA": str(ca),
        "TIMEOUT": "2.5",
        "INDEX": "daily-paper",
        "SHARDS": "3",
        "REPLICAS": "0",
        "REFRESH": "30s",
    }
    settings = load(**told)
    assert settings.hosts == ["https://a.example:9200", "https://b.example:9200"]
    read = {name: getattr(settings, name.lower()) for name in told}
    assert read == told | {"TIMEOUT": 2.5, "SHARDS": 3, "REPLICAS": 0}
    assert load(API_KEY="medlar").api_key == "medlar"
    assert {*told, "API_KEY"} == {field.name.upper() for field in fields(ClusterSettings)}


@pytest.mark.parametrize(
    ("name", "value", "mends"),
    [
        ("URL", "node-1.example:9200", "https://node-1.example.org:9200"),
        ("URL", "ftp://node-1.example", "ftp://node-1.example"),
        ("URL", "http://", "not an address"),
        ("URL", " , ", "not an address"),
        ("URL", "http://a.example,b.example", "'b.example'"),
        ("URL", "http://a.example:0", "a.example:0"),
        ("URL", "http://a.example:70000", "a.example:70000"),
        ("URL", "http://a.example:port", "a.example:port"),
        ("URL", "http://[::1", "[::1"),
        ("TIMEOUT", "soon", "must be a number"),
        ("TIMEOUT", "0", "from 0.1 to 600"),
        ("TIMEOUT", "nan", "from 0.1 to 600"),
        ("TIMEOUT", "inf", "from 0.1 to 600"),
        ("SHARDS", "two", "whole number"),
        ("SHARDS", "1.5", "whole number"),
        ("SHARDS", "0", "from 1 to 1024"),
        ("REPLICAS", "-1", "from 0 to 20"),
        ("REPLICAS", "21", "from 0 to 20"),
        ("INDEX", "Daily", "'Daily'"),
        ("INDEX", "-daily", "small letters"),
        ("INDEX", "daily*", "small letters"),
        ("INDEX", "daily,weekly", "small letters"),
        ("INDEX", "d" * 101, "small letters"),
        ("REFRESH", "often", "such as 1s"),
        ("REFRESH", "1", "such as 1s"),
        ("REFRESH", "-2", "such as 1s"),
        ("CA", "/there/is/no/such.pem", "No such file"),
        ("CA", "/", "FEHREST_OPENSEARCH_CA is '/'"),
        ("USER", "reader", "FEHREST_OPENSEARCH_PASSWORD"),
        ("PASSWORD", "quince", "FEHREST_OPENSEARCH_USER"),
    ],
)
def test_a_bad_value_gets_one_message_that_names_its_variable(name, value, mends):
    message = refused(**{name: value})
    assert re.search(rf"{PREFIX}{name}\b", message)
    assert mends in message


def test_a_key_and_a_password_are_one_too_many():
    message = refused(API_KEY="medlar", **READER)
    assert f"{PREFIX}API_KEY" in message
    assert "medlar" not in message
    assert "quince" not in message


@pytest.mark.parametrize(
    "url",
    [
        "reader:quince@node.example:9200",
        "https://reader:qui,nce@node.example:9200",
        "https://reader:quince@node.example:0",
        "https://reader:quince@",
        "https://reader:quince/nce@node.example:quince",
        "ftp://reader:quince@node.example",
        "https://node.example,reader:quince@other.example",
    ],
)
def test_an_address_that_makes_no_sense_is_not_shown_with_its_password(url):
    with pytest.raises(EngineSettingsError) as caught:
        load(URL=url)
    told = "".join(traceback.format_exception(caught.value))
    assert "qui" not in told
    assert "nce" not in told.replace("instance", "").replace("since", "")
    assert f"{PREFIX}URL" in caught.value.message


def test_neither_its_words_nor_its_addresses_show_a_password():
    settings = load(URL="https://reader:quince@a.example:9200,http://b.example")
    other = load(**READER)
    assert settings.shown == "https://a.example:9200, http://b.example"
    for text in (repr(settings), str(settings), repr(other), repr(load(API_KEY="quince"))):
        assert "quince" not in text


def test_a_file_that_holds_no_certificates_is_told_of(tmp_path):
    ca = tmp_path / "ca.pem"
    ca.write_text("no certificate\n")
    message = refused(CA=str(ca))
    assert f"{PREFIX}CA" in message
    assert "no certificate" in message

"""Nodes start, tell what they are, fail out loud, and leave nothing behind."""

from tests.cluster.asking import ask


def test_a_node_of_each_series_answers(opensearch_url):
    told = ask(opensearch_url)
    assert told["version"]["distribution"] == "opensearch"


def test_series_3_is_3(opensearch_3_url):
    assert ask(opensearch_3_url)["version"]["number"].startswith("3.")


def test_series_2_is_2(opensearch_2_url):
    assert ask(opensearch_2_url)["version"]["number"].startswith("2.")

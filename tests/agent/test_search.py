"""Both forms of answers are read; whatever else an endpoint does is told in a sentence, in time."""

import asyncio
import json
import os
import time
from collections.abc import Iterator

import httpx2
import pytest

from microturn.agent.search import MAX_BYTES, SearchConfig, WebSearch, read
from microturn.agent.tool import Output
from microturn.core.errors import BadConfig, ToolFailed
from tests.agent.endpoint import Endpoint, serving

VARIABLE = "MICROTURN_SEARCH_KEY_OF_A_TEST"
ONE = {"title": "The <b>Rhine</b> &amp; more", "url": "https://example.org/a(b)", "content": "A  <b>river</b>\nhere."}


@pytest.fixture
def key() -> Iterator[str]:
    os.environ[VARIABLE] = "secret"
    yield "secret"
    del os.environ[VARIABLE]


def search(endpoint: Endpoint, query: object = "rhine & main/é", timeout_s: float = 5.0) -> Output:
    async def main() -> Output:
        async with serving(endpoint), httpx2.AsyncClient(trust_env=False) as client:
            url = endpoint.url + "/search?format=json&q={query}"
            config = SearchConfig(url, key_variable=VARIABLE, timeout_s=timeout_s)
            return await WebSearch(config, client).call({"query": query})

    return asyncio.run(main())


def test_searxng() -> None:
    endpoint = Endpoint(json.dumps({"query": "rhine", "results": [ONE] * 8}).encode())
    output = search(endpoint)
    assert output.text.count("https://example.org/a(b)") == 5
    assert "1. The Rhine & more\nhttps://example.org/a(b)\nA river here." in output.text
    assert output.markdown.splitlines() == ["- [The Rhine \\& more](https://example.org/a%28b%29)"] * 5
    assert endpoint.requests[0].startswith("GET /search?format=json&q=rhine%20%26%20main%2F%C3%A9 HTTP/1.1")
    assert "token" not in endpoint.requests[0].lower()


def test_brave_with_a_key(key: str) -> None:
    one = {"title": "Rhine", "url": "https://example.org", "description": "A <strong>river</strong>."}
    endpoint = Endpoint(json.dumps({"type": "search", "web": {"results": [one]}}).encode())
    output = search(endpoint)
    assert "1. Rhine\nhttps://example.org\nA river." in output.text
    assert f"x-subscription-token: {key}" in endpoint.requests[0].lower()


def test_nothing_found() -> None:
    assert search(Endpoint(b'{"results": []}')).text == "The web search found nothing."
    assert search(Endpoint(b'{"type": "search"}')).text == "The web search found nothing."


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        (Endpoint(b"<html>no JSON here</html>"), "expected JSON"),
        (Endpoint(b"\xff\xfe"), "expected JSON"),
        (Endpoint(b"[" * 200_000), "expected JSON"),
        (Endpoint(b"[]"), "expected `results`"),
        (Endpoint(b'{"results": 5}'), "expected `results`"),
        (Endpoint(b'{"web": []}'), "expected `results`"),
        (Endpoint(status="429 Too Many Requests"), "it answered 429"),
        (Endpoint(status="302 Found", headers="Location: http://127.0.0.1:1/\r\n"), "it answered 302"),
        (Endpoint(b"x" * 10_000, is_endless=True), f"at most {MAX_BYTES:,} bytes"),
        (Endpoint(wait_s=30), "within 0.5 s"),
        (Endpoint(status="garbage"), "could not reach it"),
        (Endpoint(b"x" * 40, headers="Content-Encoding: gzip\r\n"), "could not reach it"),
    ],
)
def test_endpoints_that_misbehave(endpoint: Endpoint, message: str) -> None:
    start_s = time.perf_counter()
    with pytest.raises(ToolFailed, match=message):
        search(endpoint, timeout_s=0.5 if endpoint.wait_s else 5.0)
    assert time.perf_counter() - start_s < 5


def test_nobody_there() -> None:
    async def main() -> None:
        async with httpx2.AsyncClient(trust_env=False) as client:
            await WebSearch(SearchConfig("http://127.0.0.1:1/{query}"), client).call({"query": "x"})

    with pytest.raises(ToolFailed, match="could not reach it"):
        asyncio.run(main())


@pytest.mark.parametrize("query", [None, "", "  ", 5, "x" * 401])
def test_queries_that_are_none(query: object) -> None:
    endpoint = Endpoint()
    with pytest.raises(ToolFailed, match="expected `query`"):
        search(endpoint, query)
    assert not endpoint.requests


def test_odd_results_are_left_out() -> None:
    odd = [
        None,
        5,
        {},
        {"url": 5},
        {"url": "javascript:alert(1)"},
        {"url": "https://a b"},
        {"url": "https://" + "x" * 2000},
    ]
    fine = {"url": "https://example.org/", "title": None, "content": 7}
    results = read(json.dumps({"results": [*odd, fine]}).encode())
    assert [(one.title, one.about) for one in results] == [("https://example.org/", "")]


def test_titles_are_no_markdown() -> None:
    title = "a](http://evil) <img src=x> ![b](c) `d`"
    endpoint = Endpoint(json.dumps({"results": [{"title": title, "url": "https://example.org"}]}).encode())
    assert search(endpoint).markdown == "- [a\\](http://evil) \\!\\[b\\](c) \\`d\\`](https://example.org)"


def test_long_texts_are_cut() -> None:
    one = {"title": "t" * 1000, "url": "https://example.org", "content": "c" * 9000}
    result = read(json.dumps({"results": [one]}).encode())[0]
    assert (len(result.title), len(result.about)) == (150, 500)


@pytest.mark.parametrize("url", ["", "example.org/{query}", "file:///{query}", "http://example.org/"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(BadConfig, match="expected the address"):
        SearchConfig(url)

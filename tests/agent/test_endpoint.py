"""Every way in which an endpoint answers or fails, over real HTTP."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from http.client import parse_headers

import pytest

from microturn.agent.chat import Call, Message, Text
from microturn.agent.endpoint import Endpoint, EndpointConfig
from microturn.agent.tool import Spec
from microturn.core.errors import BadConfig, EndpointFailed
from tests.agent.endpoint_server import Script, Server, chunk, serving

HELLO = [Message(role="user", content="hello")]
CLOCK = Spec("clock", "Tells the time.")


def answer(url: str, specs: Sequence[Spec] = (), timeout_s: float = 2.0, max_tokens: int = 100) -> list[Text | Call]:
    async def run() -> list[Text | Call]:
        endpoint = Endpoint(EndpointConfig(url, "m", "secret", timeout_s, max_tokens=max_tokens))
        try:
            return [piece async for piece in endpoint.stream(HELLO, specs)]
        finally:
            await endpoint.close()

    return asyncio.run(asyncio.wait_for(run(), 20))


def failure(url: str, timeout_s: float = 2.0) -> str:
    with pytest.raises(EndpointFailed) as caught:
        answer(url, timeout_s=timeout_s)
    assert "secret" not in str(caught.value)
    return str(caught.value)


def test_text_comes_in_its_pieces() -> None:
    with serving(Script(["It is ", "five."])) as server:
        assert answer(server.url) == [Text("It is "), Text("five.")]
    assert server.requests[0]["messages"] == HELLO
    assert server.requests[0]["max_tokens"] == 100
    assert "tools" not in server.requests[0]
    assert server.keys == ["Bearer secret"]


def test_calls_are_put_together() -> None:
    script = Script(["Let me see."], [("clock", '{"city": "Rome"}'), ("search", "")])
    with serving(script) as server:
        text, first, second = answer(server.url, [CLOCK])
    assert text == Text("Let me see.")
    assert first == Call("id0", "clock", {"city": "Rome"})
    assert second == Call("id1", "search", {})
    assert server.requests[0]["tools"][0]["function"]["name"] == "clock"


@pytest.mark.parametrize("arguments", ['{"city": ', "[1]", '"Rome"', "Rome"])
def test_arguments_that_are_no_object_make_an_error(arguments: str) -> None:
    with serving(Script(calls=[("clock", arguments)])) as server:
        (call,) = answer(server.url, [CLOCK])
    assert isinstance(call, Call) and call.name == "clock" and not call.arguments
    assert "expected the arguments as a JSON object" in call.error


def test_whole_calls_without_index() -> None:
    calls = [{"id": f"x{n}", "function": {"name": "clock", "arguments": f'{{"n": {n}}}'}} for n in range(2)]
    raw = chunk({"tool_calls": calls[:1]}) + chunk({"tool_calls": calls[1:]}) + chunk({}, "tool_calls")
    with serving(Script(raw=raw)) as server:
        assert answer(server.url) == [Call("x0", "clock", {"n": 0}), Call("x1", "clock", {"n": 1})]


def test_pieces_without_choices_are_passed_over() -> None:
    usage = 'data: {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": []}\n\n'
    with serving(Script(raw=usage + chunk({"content": "Yes."}) + chunk({}, "stop") + usage)) as server:
        assert answer(server.url) == [Text("Yes.")]


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_refused_connection() -> None:
    assert "the endpoint did not answer: expected http://" in failure(f"http://127.0.0.1:{closed_port()}/v1")


def test_a_server_that_is_starting_is_tried_once_more() -> None:
    """Nobody listens at first; 50 ms later somebody does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))

        def serve() -> None:
            listener.listen()
            peer, _ = listener.accept()
            with peer, peer.makefile("rwb") as stream:
                stream.readline()
                stream.read(int(parse_headers(stream)["content-length"]))  # what is left unread resets the connection
                body = chunk({"content": "Up."}) + chunk({}, "stop")
                head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
                stream.write((head + body).encode())

        timer = threading.Timer(0.1, serve)
        timer.start()
        try:
            assert answer(f"http://127.0.0.1:{listener.getsockname()[1]}/v1") == [Text("Up.")]
        finally:
            timer.join()


def test_nothing_comes() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert "took too long" in failure(f"http://127.0.0.1:{listener.getsockname()[1]}/v1", timeout_s=0.2)


def test_it_hangs_between_pieces() -> None:
    with serving(Script(["One.", "Two."], hang_after=1)) as server:
        assert "took too long: expected" in failure(server.url, timeout_s=0.3)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "refused the key"), (429, "is busy"), (500, "refused the request"), (404, "refused the request")],
)
def test_http_errors(status: int, reason: str) -> None:
    with serving(Script(status=status, error="no such model")) as server:
        message = failure(server.url)
    assert reason in message and f"HTTP {status}" in message and "no such model" in message
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "raw",
    [
        "data: {not json\n\n",
        "data: 42\n\n",
        "data: null\n\n",
        'data: "text"\n\n',
        "data: []\n\n",
        'data: {"choices": 5}\n\n',
        'data: {"choices": [5]}\n\n',
        'data: {"choices": [{"delta": {"content": 5}}]}\n\n',
        'data: {"choices": [{"delta": {"tool_calls": 5}}]}\n\n',
        'data: {"choices": [{"delta": {"tool_calls": [{"function": {"name": 5}}]}}]}\n\n',
        'data: {"choices": [{"delta": {"tool_calls": [{"index": "x"}]}}]}\n\n',
        'data: {"choices": [{"delta": {"tool_calls": [7]}}]}\n\n',
        'data: {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": 5}]}}]}\n\n',
        'data: {"choices": [{"delta": null}]}\n\n',
    ],
)
def test_garbage(raw: str) -> None:
    with serving(Script(raw=raw)) as server:
        assert "could not be read" in failure(server.url)


def test_pieces_may_leave_out_what_is_not_needed() -> None:
    parts = ['{"choices": [{"delta": {"content": "Yes."}}]}', '{"choices": [{"delta": {}, "finish_reason": "stop"}]}']
    with serving(Script(raw="".join(f"data: {part}\n\n" for part in parts))) as server:
        assert answer(server.url) == [Text("Yes.")]


def test_a_page_in_place_of_a_stream() -> None:
    with serving(Script(raw="<html><body>Welcome</body></html>")) as server:
        assert "broke off" in failure(server.url)


def test_an_error_in_the_stream() -> None:
    with serving(Script(raw='data: {"error": {"message": "out of memory"}}\n\n')) as server:
        assert "reported an error" in failure(server.url)


def test_it_stops_without_an_end() -> None:
    with serving(Script(["Half an"], is_cut=True)) as server:
        assert "broke off: expected a reason for its end" in failure(server.url)


def test_it_dies_in_the_middle() -> None:
    """The connection breaks inside a chunk of the body."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()

    def serve() -> None:
        peer, _ = listener.accept()
        peer.recv(65_536)
        body = chunk({"content": "Half an"}).encode()
        head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        peer.sendall(head + f"{len(body) + 99:x}\r\n".encode() + body)
        peer.close()

    thread = threading.Thread(target=serve)
    thread.start()
    assert "broke off" in failure(f"http://127.0.0.1:{listener.getsockname()[1]}/v1")
    thread.join()
    listener.close()


def test_empty() -> None:
    with serving(Script()) as server:
        assert "was empty" in failure(server.url)


def test_fifty_pages() -> None:
    with serving(Script(["All work and no play. " * 10] * 700)) as server:
        assert "did not end: expected at most 800 characters" in failure(server.url)


def test_endless_thinking() -> None:
    with serving(Script([""] * 5_000)) as server:
        assert "did not end" in failure(server.url)


def test_an_endpoint_without_tools_is_asked_without() -> None:
    refusal = Script(status=400, error="m does not support tools")
    with serving(refusal, Script(["Five."])) as server:
        assert answer(server.url, [CLOCK]) == [Text("Five.")]
    assert [("tools" in request) for request in server.requests] == [True, False]


def test_the_newer_name_of_the_limit() -> None:
    refusal = Script(status=400, error="Unsupported parameter: use 'max_completion_tokens' instead")
    with serving(refusal, Script(["Five."])) as server:
        assert answer(server.url) == [Text("Five.")]
    assert server.requests[1]["max_completion_tokens"] == 100 and "max_tokens" not in server.requests[1]


def left(server: Server) -> bool:
    return server.num_left > 0


def test_whoever_stops_reading_lets_go_of_the_connection() -> None:
    async def run(server: Server) -> None:
        endpoint = Endpoint(EndpointConfig(server.url, "m"))
        pieces = endpoint.stream(HELLO)
        assert await anext(pieces) == Text("One.")
        await pieces.aclose()
        async with asyncio.timeout(5):
            while not left(server):
                await asyncio.sleep(0.01)
        await endpoint.close()

    with serving(Script(["One.", "Two."], hang_after=1)) as server:
        asyncio.run(run(server))


@pytest.mark.parametrize("config", [("ftp://x", "m", 1.0), ("http://x", "", 1.0), ("http://x", "m", 0.0)])
def test_configs_that_cannot_be(config: tuple[str, str, float]) -> None:
    url, model, timeout_s = config
    with pytest.raises(BadConfig):
        EndpointConfig(url, model, timeout_s=timeout_s)


def test_the_key_stays_out_of_logs() -> None:
    assert "secret" not in repr(EndpointConfig("http://x", "m", "secret"))

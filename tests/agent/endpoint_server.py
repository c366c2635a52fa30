"""An OpenAI-compatible endpoint on loopback that does what a test has written down, faults included."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route


@dataclass(frozen=True)
class Script:
    """One answer. `pieces`: of text. `calls`: (name, arguments as text). `status`: an HTTP error, with `error` as its
    message. `raw`: sent in place of pieces. `is_cut`: the end does not come. `hang_after`: pieces, then silence."""

    pieces: Sequence[str] = ()
    calls: Sequence[tuple[str, str]] = ()
    delay_s: float = 0.0
    status: int = 200
    error: str = ""
    raw: str = ""
    is_cut: bool = False
    hang_after: int | None = None


def chunk(delta: dict[str, Any], reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n"


def call_chunks(index: int, name: str, arguments: str) -> Iterator[str]:
    """As endpoints send them: the name first, then the arguments in two parts."""
    half = len(arguments) // 2
    first = {"index": index, "id": f"id{index}", "type": "function", "function": {"name": name, "arguments": ""}}
    yield chunk({"tool_calls": [first]})
    for part in (arguments[:half], arguments[half:]):
        yield chunk({"tool_calls": [{"index": index, "function": {"arguments": part}}]})


@dataclass
class Server:
    """Answers with its scripts in turn, the last one again and again. `requests`: what came."""

    scripts: list[Script]
    requests: list[dict[str, Any]] = field(default_factory=lambda: [])
    keys: list[str] = field(default_factory=lambda: [])
    num_left: int = 0  # clients that went before the end
    url: str = ""

    async def answer(self, request: Request) -> Response:
        script = self.scripts[min(len(self.requests), len(self.scripts) - 1)]
        self.requests.append(await request.json())
        self.keys.append(request.headers.get("authorization", ""))
        if script.status != 200:
            return JSONResponse({"error": {"message": script.error}}, script.status)
        return StreamingResponse(self.stream(script), media_type="text/event-stream")

    async def stream(self, script: Script) -> AsyncIterator[str]:
        try:
            async for piece in self.pieces(script):
                yield piece
        except asyncio.CancelledError:
            self.num_left += 1
            raise

    async def pieces(self, script: Script) -> AsyncIterator[str]:
        if script.raw:
            yield script.raw
            return
        yield chunk({"role": "assistant", "content": ""})
        for index, piece in enumerate(script.pieces):
            if index == script.hang_after:
                await asyncio.sleep(60)
            await asyncio.sleep(script.delay_s)
            yield chunk({"content": piece})
        for index, (name, arguments) in enumerate(script.calls):
            for piece in call_chunks(index, name, arguments):
                yield piece
        if not script.is_cut:
            yield chunk({}, "tool_calls" if script.calls else "stop")
            yield "data: [DONE]\n\n"


@contextmanager
def serving(*scripts: Script) -> Generator[Server, None, None]:
    """In a thread of its own, on a free port of 127.0.0.1."""
    server = Server(list(scripts))
    app = Starlette(routes=[Route("/v1/chat/completions", server.answer, methods=["POST"])])
    config = uvicorn.Config(app, "127.0.0.1", 0, log_level="critical", lifespan="off", timeout_graceful_shutdown=0)
    runner = uvicorn.Server(config)
    thread = threading.Thread(target=runner.run, daemon=True)
    thread.start()
    while not runner.started:
        time.sleep(0.005)
    server.url = f"http://127.0.0.1:{runner.servers[0].sockets[0].getsockname()[1]}/v1"
    try:
        yield server
    finally:
        runner.should_exit = True
        thread.join(5)
        assert not thread.is_alive()

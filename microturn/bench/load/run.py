"""Steps one after the other, each with a fresh server where the benchmark starts it itself."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from microturn.bench.host import host
from microturn.bench.load.result import Step
from microturn.bench.load.search import Search
from microturn.bench.load.session import Server

REST_S = 2.0  # for a server that goes on: sessions of the last step leave

Serving = Callable[[int], AbstractAsyncContextManager[Server]]  # for so many sessions
Play = Callable[[Server, int], Awaitable[Step]]  # one step
KeptUp = Callable[[Step], bool]


async def run_load(serving: Serving, search: Search, play: Play, kept_up: KeptUp) -> list[Step]:
    """`kept_up` is asked right after each step. Raises what `serving` and `play` raise."""
    steps = list[Step]()
    num = next(search, None)
    while num is not None:
        async with serving(num) as server:
            steps.append(await play(server, num))
        try:
            num = search.send(kept_up(steps[-1]))
        except StopIteration:
            num = None
    return steps


def own_server(checkpoint: str, num_replicas: int) -> Serving:
    """`microturn serve` as a process of its own, anew for each step. 0 replicas: one for each session. Raises
    EngineLost where it does not start."""

    @contextlib.asynccontextmanager
    async def serving(num: int) -> AsyncGenerator[Server]:
        with TemporaryDirectory() as folder:
            async with host(checkpoint, Path(folder), num, num_replicas=num_replicas or num) as address:
                yield Server.at(f"ws://{address}")

    return serving


def server_at(server: Server) -> Serving:
    """One that is there already."""

    @contextlib.asynccontextmanager
    async def serving(num: int) -> AsyncGenerator[Server]:
        yield server
        await asyncio.sleep(REST_S)

    return serving

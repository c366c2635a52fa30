"""All requests over both transports, condition by condition, to a server that can only be reached over the route."""

import asyncio
import re
import urllib.request
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from tqdm import tqdm

from microturn.bench.host import Place, host, new_key
from microturn.bench.items import Item
from microturn.bench.judge import Judge
from microturn.bench.network.call import BROKEN, Call, converse
from microturn.bench.network.condition import CLEAN, Condition
from microturn.bench.network.figures import TRANSPORTS, Cell
from microturn.bench.network.probe import probing
from microturn.bench.network.route import SERVER, Route, opened
from microturn.bench.network.score import score
from microturn.bench.suite.benchmark import Row
from microturn.bench.transports import Transport, WebSocket
from microturn.bench.webrtc import WebRtc
from microturn.core.clock import Clock

ANSWER_S = 10.0  # of the server, for its numbers
SEATS = 8  # one is taken; others may still be held for callers whose goodbye was lost
MISSED = re.compile(r"^microturn_micro_turns_missed\{[^}]*\} (\S+)", re.MULTILINE)  # of each process of the engine


@dataclass(frozen=True)
class Plan:
    """`items`: requests, each asked once in every cell. `seed`: of what becomes of packets."""

    checkpoint: str
    conditions: Sequence[Condition]
    items: Sequence[Item]
    seed: int
    judge: Judge | None = None


def run_network(plan: Plan, clock: Clock) -> list[Cell]:
    """Raises BadConfig where this machine cannot have such networks, EngineLost when the server does not start."""
    with opened() as route, route.caller.entered():
        return asyncio.run(Run(plan, route, clock).run())


class Run:
    def __init__(self, plan: Plan, route: Route, clock: Clock) -> None:
        self.plan, self.route, self.clock = plan, route, clock
        self.address = ""  # of the server
        self.num_missed: int | None = None  # micro-turns that it has done too late so far, as it counts them

    async def run(self) -> list[Cell]:
        plan, cells = self.plan, list[Cell]()
        total = len(plan.conditions) * len(TRANSPORTS) * len(plan.items)
        with TemporaryDirectory() as folder, tqdm(total=total, unit="request", leave=False) as bar:
            async with self.serving(Path(folder)) as transports:
                for condition in plan.conditions:
                    for transport in transports:
                        bar.set_description(f"{condition.name}, {transport.name}")
                        cells.append(await self.cell(condition, transport, bar))
        return cells

    @asynccontextmanager
    async def serving(self, folder: Path) -> AsyncGenerator[list[Transport]]:
        """-> the ways to a server at the other end of the route."""
        database = folder / "keys.db"
        key, place = await new_key(database), Place(SERVER, self.route.prefix, database)
        async with AsyncExitStack() as stack:
            async with self.route.under(CLEAN):  # to see when it is ready
                self.address = await stack.enter_async_context(host(self.plan.checkpoint, folder, SEATS, place))
                self.num_missed = await self.count_missed()
            yield [
                WebSocket(f"ws://{self.address}", folder, self.clock, key=key),
                WebRtc(f"http://{self.address}", folder, self.clock, key),
            ]

    async def cell(self, condition: Condition, transport: Transport, bar: "tqdm[NoReturn]") -> Cell:
        plan, before = self.plan, self.num_missed
        calls, rows = list[Call](), list[Row]()
        seed = f"{plan.seed} {condition.key}"  # the same for both transports
        async with self.route.under(condition, seed) as carried, probing(SERVER, self.clock) as probe:
            for item in plan.items:
                call = await converse(transport, item, self.clock)
                scores = await asyncio.to_thread(score, call, item, plan.judge)
                calls.append(call)
                rows.append(Row(len(rows), item.set, scores, call.failure))
                bar.update()
        async with self.route.under(CLEAN):
            after = self.num_missed = await self.count_missed()
        return Cell(
            condition, transport.name, tuple(rows), sum(len(call.ticks) for call in calls),
            None if before is None or after is None else after - before, probe.rtt_ms, probe.loss, carried,
            tuple(late_s for call in calls for late_s in call.lateness_s),
        )  # fmt: skip

    async def count_missed(self) -> int | None:
        """Over a clean network."""
        try:
            text = await asyncio.to_thread(_read, f"http://{self.address}/metrics")
        except BROKEN:
            return None
        found = MISSED.findall(text)
        return round(sum(map(float, found))) if found else None


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=ANSWER_S) as answer:
        return answer.read().decode()

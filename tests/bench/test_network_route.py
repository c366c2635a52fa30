"""Weak networks, for real: two network namespaces, packets carried between them, calls over both transports."""

import asyncio
import os
import socket
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from microturn.bench.items import make_items
from microturn.bench.network.condition import CLEAN, Condition
from microturn.bench.network.namespace import OWN, Network
from microturn.bench.network.probe import SETTLE_S, probing
from microturn.bench.network.route import SERVER, Route, opened
from microturn.bench.network.run import Plan, run_network
from microturn.bench.sources import Sources
from microturn.core.clock import SystemClock
from microturn.core.errors import BadConfig, EngineLost
from tests.engine.checkpoints import speaking_checkpoint


def can_make() -> str:
    """Why not; "" where it can."""
    try:
        with opened():
            return ""
    except BadConfig as error:
        return str(error)


pytestmark = pytest.mark.skipif(bool(can_make()), reason=can_make())


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 120))


async def exchanged(route: Route) -> bytes:
    """A TCP connection from one end to the other and back."""
    with route.server.entered():
        listening = socket.create_server((SERVER, 0))

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readexactly(100_000))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(echo, sock=listening)
    reader, writer = await asyncio.open_connection(SERVER, listening.getsockname()[1])
    writer.write(bytes(100_000))
    found = await reader.read(-1)
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    return found


def test_tcp_gets_through_a_bad_network_whole_and_packets_are_counted() -> None:
    async def work(route: Route) -> None:
        async with route.under(Condition(loss=10, delay_ms=20, reorder=5), "1") as carried:
            assert await exchanged(route) == bytes(100_000)
        assert carried.out.num > 69  # segments of up to 1,460 bytes, and those that were sent again
        assert carried.out.num_lost + carried.back.num_lost > 0
        assert (carried.out.num_dropped, carried.back.num_dropped) == (0, 0)

    with opened() as route, route.caller.entered():
        run(work(route))


def test_echoes_take_as_long_as_the_condition_says_and_nothing_passes_without_one() -> None:
    async def work(route: Route) -> None:
        async with route.under(Condition(delay_ms=60)), probing(SERVER, SystemClock()) as probe:
            await asyncio.sleep(SETTLE_S + 0.5)
        assert probe.loss == 0
        assert probe.rtt_ms["p50"] >= 120
        async with probing(SERVER, SystemClock()) as nothing:
            await asyncio.sleep(SETTLE_S + 0.3)
        assert nothing.loss == 1

    with opened() as route, route.caller.entered():
        run(work(route))


def test_a_thread_comes_back_to_where_it_was_and_nothing_stays() -> None:
    before, num_files = os.stat(OWN).st_ino, len(os.listdir("/proc/self/fd"))
    with opened() as route:
        assert os.stat(OWN).st_ino == before
        with route.caller.entered():
            assert os.stat(OWN).st_ino != before
            assert {name for _, name in socket.if_nameindex()} >= {"lo", "way0"}
        assert "way0" not in {name for _, name in socket.if_nameindex()}
    assert os.stat(OWN).st_ino == before
    assert len(os.listdir("/proc/self/fd")) == num_files


def test_an_address_that_cannot_be_is_told() -> None:
    network = Network.make()
    with pytest.raises(BadConfig, match="expected `ip addr add nowhere dev way0` to work"):
        network.attach("nowhere")
    network.close()


def test_a_carrier_that_fails_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    async def work(route: Route) -> None:
        folder = os.open("/", os.O_RDONLY)
        with pytest.raises(EngineLost, match="expected packets to be carried"):
            async with replace(route, devices=(route.devices[0], folder)).under(CLEAN):
                pass
        os.close(folder)

    with opened() as route:
        run(work(route))
    assert "Error" in capfd.readouterr().err


def test_both_transports_from_end_to_end(bank: Path, tmp_path: Path) -> None:
    checkpoint = str(speaking_checkpoint(tmp_path / "tiny"))
    items = [replace(item, end_s=-11.0) for item in make_items("answer", Sources(bank), 1, 0)]  # 2 s in all
    cells = run_network(Plan(checkpoint, [Condition(delay_ms=50)], items, 0), SystemClock())
    assert [cell.transport for cell in cells] == ["websocket", "webrtc"]
    for cell in cells:
        assert cell.failures == []
        assert cell.rows[0].scores["connected"] == 1
        assert cell.rows[0].scores["model_s"]
        assert cell.num_turns >= 5
        assert cell.num_missed is not None
        assert cell.carried.out.num > 0
        assert cell.lateness_s
        result_s = cell.rows[0].scores["result_s"]
        assert result_s is not None
        assert result_s >= 0.1  # there and back

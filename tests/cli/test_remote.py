"""`microturn talk --server`: the same conversation over the wire; microphone and loudspeaker as one stream."""

import asyncio
import threading
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from microturn.cli.main import main
from microturn.cli.microphone import Microphone
from microturn.cli.remote import Address, Blocks, converse
from microturn.core.errors import BadConfig
from microturn.core.messages import MicroTurn
from microturn.core.units import MOUTH_TICK_SAMPLES
from microturn.engine.remote import EngineConfig
from microturn.server.app import ServerConfig
from tests.engine.checkpoints import tiny_checkpoint
from tests.server.serving import serving

NUM = 12


async def noise(num: int = NUM) -> Blocks:
    rng = np.random.default_rng(0)
    for tick in range(num):
        yield rng.normal(0, 0.1, MOUTH_TICK_SAMPLES).astype(np.float32), "hello" if tick == 3 else ""


def test_as_many_micro_turns_come_back_as_went_out(tmp_path: Path) -> None:
    turns: list[MicroTurn] = []

    async def run() -> None:
        config = ServerConfig(EngineConfig(str(tiny_checkpoint(tmp_path))))
        async with serving(config) as (server, port):
            key = server.keys.make("ann")
            address = Address(f"http://127.0.0.1:{port}/", key)
            await converse(address, noise(), "be brief", turns.append)
            with pytest.raises(BadConfig, match="401"):
                await converse(Address(f"127.0.0.1:{port}"), noise(), "", turns.append)

    asyncio.run(asyncio.wait_for(run(), 60))
    assert [turn.tick for turn in turns] == list(range(NUM))
    assert all(turn.audio.shape == (MOUTH_TICK_SAMPLES,) and turn.compute_ms["total"] > 0 for turn in turns)
    assert any(turn.is_voice for turn in turns)


@pytest.mark.parametrize(
    ("url", "socket"),
    [
        ("http://a:1", "ws://a:1/v1/live/sessions?microturn=ticks"),
        ("https://a/v1/", "wss://a/v1/live/sessions?microturn=ticks"),
        ("ws://a/v1/live/sessions", "ws://a/v1/live/sessions?microturn=ticks"),
        ("a:8200", "ws://a:8200/v1/live/sessions?microturn=ticks"),
    ],
)
def test_addresses(url: str, socket: str) -> None:
    assert Address(url).socket == socket


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--server"),
        (["in.wav"], "-o"),
        (["--server", "http://127.0.0.1:9"], "sounddevice"),
    ],
)
def test_what_is_missing_is_said(arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sounddevice", None)
    found = CliRunner().invoke(main, ["talk", *arguments])
    assert found.exit_code == 2
    assert message in found.output


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="microturn serve"):
        asyncio.run(converse(Address("http://127.0.0.1:9"), noise(), "", lambda _: None))


class Device:
    """Gives counted blocks, keeps what it is to play."""

    def __init__(self) -> None:
        self.num_read, self.played = 0, list[float]()
        self.has_played = threading.Event()

    def read(self, num: int) -> tuple[NDArray[np.float32], bool]:
        self.num_read += 1
        return np.full((num, 1), self.num_read, np.float32), False

    def write(self, block: NDArray[np.float32]) -> None:
        self.played.append(float(block[0, 0]))
        self.has_played.set()

    def close(self) -> None: ...


def test_the_microphone_listens_while_the_loudspeaker_plays() -> None:
    device = Device()
    devices = Microphone(device)

    async def run() -> list[float]:
        got: list[float] = []
        blocks = devices.blocks()
        async for block, _ in blocks:
            got.append(float(block[0]))
            if len(got) == 1:
                devices.play(MicroTurn(0, True, np.full(MOUTH_TICK_SAMPLES, 7, np.float32)))
            if len(got) == 3:
                break
        await asyncio.to_thread(device.has_played.wait, 5)
        await blocks.aclose()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        return got

    assert asyncio.run(asyncio.wait_for(run(), 20)) == [1, 2, 3]
    assert device.played == [7]

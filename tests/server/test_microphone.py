"""The way of packets out of aiortc and into a session. The first tests fail where aiortc has changed underneath."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from aiortc import RTCPeerConnection, RTCRtpReceiver
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from microturn.core.errors import SessionFull
from microturn.core.messages import Audio
from microturn.core.units import EAR_TICK_SAMPLES
from microturn.server.media import Playout
from microturn.server.microphone import MARGIN_S, MOST_UNREAD, NUM_IDLE, PLACE, Microphone, tap
from microturn.server.patience import LEAST_S
from tests.server.lossy import FRAME
from tests.server.packets import decoded, packets

OPUS, OTHER = 111, 9


def play(run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(run(), 20))


async def receiver() -> tuple[RTCPeerConnection, RTCRtpReceiver]:
    peer = RTCPeerConnection()
    return peer, peer.addTransceiver("audio").receiver


def packet(number: int, payload: bytes = b"x", kind: int = OPUS) -> RtpPacket:
    return RtpPacket(payload_type=kind, sequence_number=number, timestamp=number * FRAME, ssrc=1, payload=payload)


def test_aiortcs_receiver_has_a_jitter_buffer_that_can_be_replaced() -> None:
    async def run() -> None:
        peer, source = await receiver()
        got: list[RtpPacket] = []
        before = getattr(source, PLACE)
        assert type(before) is JitterBuffer, "aiortc has changed; see server/microphone.py"
        tap(source, got.append)
        codec = RTCRtpReceiver.getCapabilities("audio")
        assert codec is not None and codec.codecs[0].mimeType.lower() == "audio/opus"
        tapped = getattr(source, PLACE)
        for number in (3, 1, 2, 9):
            assert tapped.add(packet(number)) == (False, None), "as JitterBuffer.add: no picture is asked for, no frame"
        assert [each.sequence_number for each in got] == [3, 1, 2, 9]
        await peer.close()

    play(run)


def test_where_there_is_none_it_is_said_at_once() -> None:
    class Changed: ...

    with pytest.raises(RuntimeError, match="expected a receiver of aiortc"):
        tap(Changed(), print)  # pyright: ignore[reportArgumentType]


@dataclass
class FakeClock:
    time_s: float = 50.0

    def now_s(self) -> float:
        return self.time_s


class Ear:
    """A microphone at work. `hear` gets micro-turns; None: they are kept in `heard`."""

    def __init__(self, hear: Callable[[Audio], None] | None = None) -> None:
        self.clock, self.playout, self.heard = FakeClock(), Playout(), list[Audio]()
        self.microphone = Microphone({OPUS: "audio/opus"}, self.playout, self.clock)
        self.task = asyncio.create_task(self.microphone.listen(hear or self.heard.append))

    async def take(self, number: int, payload: bytes, kind: int = OPUS) -> None:
        """And lets it work."""
        self.microphone.take(packet(number, payload, kind))
        for _ in range(5):
            await asyncio.sleep(0)

    async def close(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        self.microphone.report()


def test_micro_turns_are_handed_on_as_they_become_whole_and_when_they_are_due() -> None:
    async def run() -> None:
        ear = Ear()
        for number, payload in enumerate(packets()[:50]):
            ear.clock.time_s += 0.02
            await ear.take(number, payload)
            await ear.take(number, payload, OTHER)  # none that was agreed on
            await ear.take(number, b"")
            assert len(ear.heard) == (number + 1) // 10
        assert {each.shape for each in ear.heard} == {(EAR_TICK_SAMPLES,)}
        assert ear.playout.cushion_s == pytest.approx(MARGIN_S + LEAST_S, abs=0.02)
        ear.clock.time_s += 1.0  # nothing comes any more: its timer, which is by the loop's clock, finds out
        while len(ear.heard) < 9:
            await asyncio.sleep(0.01)
        assert not ear.heard[8].any()
        await ear.close()

    play(run)


def test_what_has_reached_this_machine_is_not_given_up_after_it_stood_still() -> None:
    async def run() -> None:
        ear = Ear()
        for number, payload in enumerate(packets()[:100]):
            if number == 55:
                ear.clock.time_s += 1.0  # 45 packets lie there, and are read one by one
                await ear.take(0, packets()[0])
            ear.clock.time_s += 0.02 if number < 55 else 0.0
            for _ in range(NUM_IDLE // 2):
                await asyncio.sleep(0)
            ear.microphone.take(packet(number, payload))
        for _ in range(3 * NUM_IDLE):
            await asyncio.sleep(0)
        np.testing.assert_array_equal(np.concatenate(ear.heard[:10]), decoded()[: 10 * EAR_TICK_SAMPLES])
        await ear.close()

    play(run)


def test_a_model_that_is_too_far_behind_misses_micro_turns_and_the_rest_goes_on() -> None:
    async def run() -> None:
        num = 0

        def hear(_: Audio) -> None:
            nonlocal num
            num += 1
            if num == 2:
                raise SessionFull("expected less")

        ear = Ear(hear)
        for number, payload in enumerate(packets()[:40]):
            ear.clock.time_s += 0.02
            await ear.take(number, payload)
        assert num == 4
        await ear.close()

    play(run)


def test_what_breaks_in_a_session_does_not_reach_aiortc() -> None:
    """It would close the connection, and what is still to be said on it."""

    async def run() -> None:
        def hear(_: Audio) -> None:
            raise ValueError("a bug")

        ear = Ear(hear)
        for number, payload in enumerate(packets()[:40]):
            ear.clock.time_s += 0.02
            await ear.take(number, payload)
        with pytest.raises(ValueError, match="a bug"):
            await ear.task
        for number in range(2 * MOST_UNREAD):
            ear.microphone.take(packet(number))

    play(run)


def test_what_is_held_back_of_the_models_voice_follows_from_how_late_sound_comes() -> None:
    async def run() -> None:
        ear, rng, cushions = Ear(), np.random.default_rng(0), list[float]()
        for number, payload in enumerate(packets()):
            late_s = 0.15 * (number // 25 % 2)  # half of the time in a queue of 150 ms
            ear.clock.time_s = max(ear.clock.time_s, 50 + 0.02 * number + late_s + rng.uniform(0, 0.001))
            await ear.take(number, payload)
            cushions.append(ear.playout.cushion_s)
        await ear.close()
        assert max(cushions[100:]) == pytest.approx(MARGIN_S + LEAST_S + 0.15, abs=0.01), "then late"
        assert min(cushions[100:]) == pytest.approx(MARGIN_S + LEAST_S, abs=0.01), "late already"

    play(run)

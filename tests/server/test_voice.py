"""The model's track: what it says, in Opus with copies, or as frames for other codecs."""

import asyncio

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, Packet

from microturn.core.clock import SystemClock
from microturn.core.messages import Audio
from microturn.core.units import MOUTH_HZ
from microturn.server.decoder import libopus
from microturn.server.media import FRAME_SAMPLES, TRACK_HZ, Playout
from microturn.server.voice import EXPECTED_LOSS, Voice
from tests.server.packets import EAR_FRAME, decoded, likeness, loud, opus, packets, speech


class LeapingClock:
    """Each look at it takes a second: the track is always behind, and never waits."""

    def __init__(self) -> None:
        self.time_s = 0.0

    def now_s(self) -> float:
        self.time_s += 1.0
        return self.time_s


async def given(voice: Voice, num: int) -> list[object]:
    return [await voice.recv() for _ in range(num)]


def said() -> Playout:
    playout = Playout()
    playout.put(speech()[::2].astype(np.float32))
    assert TRACK_HZ == 2 * MOUTH_HZ
    return playout


def test_packets_hold_the_voice_and_copies_of_it() -> None:
    voice = Voice(said(), LeapingClock())
    voice.is_opus = True
    got = asyncio.run(given(voice, 250))
    found = [each for each in got if isinstance(each, Packet)]
    assert [each.pts for each in found] == [k * FRAME_SAMPLES for k in range(250)]
    ear, sounds = opus(), list[Audio]()
    for each in found:
        sound = ear.decode(bytes(each))
        assert sound is not None and len(sound) == EAR_FRAME
        sounds.append(sound)
    sound = np.concatenate(sounds)[: 4 * 16_000]
    assert max(likeness(sound[shift:], decoded()[: len(sound) - shift]) for shift in range(0, 2400, 4)) > 0.8
    library = libopus()
    assert library is not None
    copies = [library.opus_packet_has_lbrr(payload, len(payload)) == 1 for payload in packets()]
    assert np.mean([copies[k] for k in loud()]) > 0.9 and EXPECTED_LOSS > 0


def test_frames_for_other_codecs_and_an_end() -> None:
    voice = Voice(said(), SystemClock())
    first, second = asyncio.run(given(voice, 2))
    assert isinstance(first, AudioFrame) and isinstance(second, AudioFrame)
    assert (first.samples, second.pts, second.sample_rate) == (FRAME_SAMPLES, FRAME_SAMPLES, TRACK_HZ)
    voice.stop()
    with pytest.raises(MediaStreamError):
        asyncio.run(voice.recv())

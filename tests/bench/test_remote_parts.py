"""Parts of remote targets that need no server: the loudspeaker, the clock, the rate, pictures, which URL is what."""

import asyncio
import io

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microturn.bench.remote.pace import WallPace
from microturn.bench.remote.picture import jpeg_of
from microturn.bench.remote.playback import Cut, Playback
from microturn.bench.remote.target import key_of, open_remote
from microturn.bench.remote.upsampler import Upsampler
from microturn.bench.suite.take import TargetBroke
from microturn.core.errors import BadConfig
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ
from tests.bench.remote_servers import tone


class Time:
    """Stands where it is put."""

    def __init__(self) -> None:
        self.s = 0.0

    def now_s(self) -> float:
        return self.s


def playback(can_close_pauses: bool = False) -> tuple[Playback, Time]:
    time = Time()
    return Playback(time.now_s, can_close_pauses), time


def ramp(num: int, first: int = 1) -> Audio:
    """Every sample is its own number, so that each is told from all others."""
    return (first + np.arange(num)).astype(np.float32)


def test_sound_is_heard_from_its_arrival_on_without_gaps() -> None:
    out, time = playback()
    time.s = 0.05
    out.put(ramp(2400))
    time.s = 0.07
    out.put(ramp(1200, 2401))  # while the first is played
    moment = out.take(0.3)
    np.testing.assert_array_equal(moment.audio[:1200], 0)
    np.testing.assert_array_equal(moment.audio[1200:4800], ramp(3600))
    np.testing.assert_array_equal(moment.audio[4800:], 0)
    assert not out.take(0.5).audio.any()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 3000)), max_size=12),
    st.lists(st.integers(1, 400), min_size=1, max_size=5),
)
def test_nothing_is_lost_or_doubled_however_it_comes(sent: list[tuple[int, int]], cuts: list[int]) -> None:
    out, time = playback()
    came, heard, end_ms = 0, list[Audio](), 0
    for step_ms, num in sent:
        time.s += step_ms / 1000
        out.put(ramp(num, 1 + came))
        came += num
    for ms in (*cuts, 6_000):
        end_ms += ms
        heard.append(out.take(end_ms / 1000).audio)
    everything = np.concatenate(heard)
    assert len(everything) == end_ms * MOUTH_HZ // 1000
    np.testing.assert_array_equal(everything[everything > 0], ramp(came))


def test_what_is_cut_is_not_heard_and_its_words_are_not_said() -> None:
    out, time = playback()
    out.put(ramp(4800), "a", 1)
    out.say(" one")
    out.put(ramp(4800), "a", 1)
    out.say(" two")
    time.s = 0.25
    assert out.cut() == Cut("a", 1, 250)
    moment = out.take(1.0)
    assert np.count_nonzero(moment.audio) == 6000
    assert moment.said == " one two"
    time.s = 1.0
    out.put(ramp(2400), "b")
    out.put(ramp(2400), "b")
    out.say(" three")
    time.s = 1.05
    assert out.cut() == Cut("b", 0, 50)
    assert out.take(1.5).said == ""
    assert out.cut() is None


def test_words_are_said_when_their_sound_is_heard() -> None:
    out, time = playback()
    out.put(ramp(MOUTH_HZ))
    out.say(" late", MOUTH_HZ // 2)
    out.say(" now", 0)
    time.s = 0.45
    out.hear(" user")
    said = [out.take(end_s) for end_s in (0.2, 0.4, 0.6, 0.8)]
    assert [moment.said for moment in said] == [" now", "", " late", ""]
    assert [moment.heard for moment in said] == ["", "", " user", ""]


def test_words_without_sound_are_said_at_once() -> None:
    out, time = playback()
    time.s = 0.3
    out.say(" text")
    assert [out.take(end_s).said for end_s in (0.2, 0.4)] == ["", " text"]


@pytest.mark.parametrize(("can_close", "is_late"), [(True, False), (False, True)])
def test_a_pause_makes_up_for_what_came_late(can_close: bool, is_late: bool) -> None:
    """One second of stalling, then all of it at once: where pauses are sent, the second is made up for in one."""
    out, time = playback(can_close)
    pause = np.zeros(MOUTH_HZ, np.float32)
    time.s = 1.0
    out.put(tone(1.0))
    out.put(pause)
    time.s = 2.0
    out.put(pause)
    time.s = 3.0
    out.put(tone(0.5))
    moment = out.take(6.0)
    heard = np.flatnonzero(np.abs(moment.audio) > 0.1) / MOUTH_HZ
    assert heard[0] == pytest.approx(1.0, abs=0.01)
    assert np.count_nonzero(heard > 2.5) / len(heard) == pytest.approx(1 / 3, abs=0.01)  # no speech is lost
    assert heard[heard > 2.5][0] == pytest.approx(4.0 if is_late else 3.0, abs=0.01)


def test_a_flood_of_sound_breaks_the_target() -> None:
    out, _ = playback()
    out.put(np.zeros(600 * MOUTH_HZ, np.float32))
    with pytest.raises(TargetBroke, match="600 s"):
        out.put(np.zeros(1, np.float32))


def test_the_pace_has_absolute_deadlines() -> None:
    async def late() -> list[float]:
        pace, found = WallPace(clock), list[float]()
        clock.s = 7.0
        assert pace.now_s() == 0
        pace.begin()
        for at_s in (0.02, 0.04, 0.06):
            clock.s += 0.1  # who is late waits no more
            await asyncio.wait_for(pace.until(at_s), 0.01)
            found.append(pace.now_s())
        return found

    clock = Time()
    assert asyncio.run(late()) == pytest.approx([0.1, 0.2, 0.3])


def test_upsampling_keeps_tones_and_does_not_depend_on_chunks() -> None:
    times = np.arange(EAR_HZ) / EAR_HZ
    user = np.sin(2 * np.pi * 1000 * times).astype(np.float32)
    whole, parts = Upsampler(), Upsampler()
    found = whole.step(user)
    np.testing.assert_allclose(np.concatenate([parts.step(part) for part in np.split(user, 5)]), found, atol=1e-6)
    expected = np.sin(2 * np.pi * 1000 * (np.arange(MOUTH_HZ) / MOUTH_HZ - 0.0015))
    np.testing.assert_allclose(found[100:], expected[100:], atol=2e-3)


def test_a_picture_survives_its_code() -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, 32:] = (250, 30, 30)
    with av.open(io.BytesIO(jpeg_of(picture)), "r") as file:
        (frame,) = file.decode(video=0)
    assert np.abs(frame.to_ndarray(format="rgb24").astype(int) - picture).mean() < 8


@pytest.mark.parametrize("url", ["ws://localhost/v1/chat", "gemini://", "wss://api.openai.com/v1/realtime?model=m"])
def test_urls_without_protocol_or_key_are_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(BadConfig):
        open_remote(url)


def test_keys_go_to_their_own_hosts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("MICROTURN_API_KEY", "mt-1")
    assert key_of("wss://api.openai.com/v1/realtime") == "sk-1"
    assert key_of("wss://api.openai.com.example.org/v1/realtime") == key_of("ws://127.0.0.1/v1/realtime") == "mt-1"
    with pytest.raises(BadConfig, match="wss"):
        key_of("ws://api.openai.com/v1/realtime")

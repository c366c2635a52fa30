"""Sound of a track without a network: nothing lost, no seams, quiet where nothing waits, and taken back at once."""

import json
from typing import Any

import numpy as np
import pytest

from microturn.core import pcm16
from microturn.core.messages import Audio
from microturn.server.background import Background
from microturn.server.buffer import OutputBuffer
from microturn.server.live import Live
from microturn.server.media import BLOCK_SAMPLES, CUSHION_S, FRAME_SAMPLES, MAX_QUEUED_S, Ear, Playout
from microturn.server.realtime import Realtime
from microturn.wire.live.session import SessionConfig
from microturn.wire.parse import dump
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids, turn

LIMIT = 1 << 20
CUSHION_FRAMES = round(CUSHION_S * 50)


def tone(num_samples: int, rate_hz: int) -> Audio:
    return (0.5 * np.sin(2 * np.pi * 440 * np.arange(num_samples) / rate_hz)).astype(np.float32)


def frames(playout: Playout, num: int) -> Audio:
    made = [playout.frame() for _ in range(num)]
    assert all(len(frame) == FRAME_SAMPLES for frame in made)
    return np.concatenate(made)


def test_an_ear_hears_every_sample_in_any_chunks() -> None:
    sound = tone(48_000, 48_000)
    whole, parts = Ear(), Ear()
    heard = whole.step(sound, 48_000)
    pieces = [turn for start in range(0, 48_000, 777) for turn in parts.step(sound[start : start + 777], 48_000)]
    assert [len(each) for each in heard] == [3200] * 4  # the fifth waits for the resampler's last samples
    np.testing.assert_array_equal(np.concatenate(heard), np.concatenate(pieces))
    assert np.sqrt(np.mean(heard[2] ** 2)) > 0.3
    assert len(whole.step(tone(16_000, 8_000), 8_000)) >= 9  # another codec


def test_channels_are_mixed() -> None:
    stereo = np.array([[16384, 0, -32768, -32768]], np.int16)
    np.testing.assert_allclose(pcm16.to_mono(stereo, 2), [0.25, -1.0])


def test_micro_turns_are_played_without_a_seam() -> None:
    playout = Playout()
    sound = tone(5 * 4800, 24_000)
    played: list[Audio] = []
    for part in sound.reshape(5, 4800):
        playout.put(part)
        played.append(frames(playout, 10))
    played.append(frames(playout, 10))
    out = np.concatenate(played)
    assert playout.seconds == 0
    began = int(np.argmax(np.abs(out) > 0.01))
    assert CUSHION_FRAMES * FRAME_SAMPLES <= began <= (CUSHION_FRAMES + 3) * FRAME_SAMPLES
    middle = out[began + 500 : began + 5 * 9600 - 500]
    assert np.max(np.abs(np.diff(middle))) < 1.05 * 0.5 * 2 * np.pi * 440 / 48_000, "no jumps"
    assert not out[began + 5 * 9600 + 960 :].any(), "quiet after it"
    assert not frames(Playout(), 20).any()


def test_a_hole_makes_a_new_cushion_and_what_comes_early_waits_in_order() -> None:
    playout = Playout()
    for level in (0.2, 0.4):
        playout.put(np.full(4800, level, np.float32))
    out = frames(playout, 30)
    assert 0 < np.argmax(out > 0.15) < np.argmax(out > 0.35)
    playout.put(np.full(BLOCK_SAMPLES, 0.5, np.float32))
    assert not (frames(playout, CUSHION_FRAMES - 1) > 0.1).any()
    assert (frames(playout, 6) > 0.4).any()


def test_the_cushion_is_as_long_as_is_asked_for_when_sound_comes() -> None:
    playout, begins = Playout(), list[int]()
    for cushion_s in (0.02, 0.2, 0.06):
        playout.cushion_s = cushion_s
        playout.put(np.full(4800, 0.5, np.float32))
        playout.cushion_s = 1.0  # for what comes after a pause
        playout.put(np.full(4800, 0.5, np.float32))
        out = frames(playout, 60)
        begins.append(int(np.argmax(out > 0.25)))
        assert np.sum(out > 0.25) == pytest.approx(2 * 9600, abs=200), "no quiet between the two"
    assert np.diff(begins) == pytest.approx([9 * FRAME_SAMPLES, -7 * FRAME_SAMPLES], abs=FRAME_SAMPLES + 2)


def test_the_queue_is_bounded_and_one_owner_is_taken_out() -> None:
    playout = Playout()
    for i in range(400):
        playout.put(np.full(4800, 0.1, np.float32), "a" if i % 2 else "b")
    assert MAX_QUEUED_S <= playout.seconds <= MAX_QUEUED_S + 0.2
    playout.drop("a")
    assert not playout.holds("a")
    assert playout.holds("b")


def kinds(events: list[Any]) -> list[tuple[str, str]]:
    return [(event.type.removeprefix("output_audio_buffer."), event.response_id) for event in events]


def test_each_response_is_told_once_begun_and_once_over() -> None:
    playout = Playout()
    buffer, sound = OutputBuffer(playout, counting_ids()), np.full(4800, 0.1, np.float32)
    assert kinds(buffer.put(sound, "a")) == [("started", "a")]
    assert kinds(buffer.put(sound, "a") + buffer.end("a") + buffer.put(sound, "b") + buffer.end("b")) == []
    frames(playout, 25)
    assert kinds(buffer.tell()) == [("stopped", "a"), ("started", "b")]
    frames(playout, 20)
    assert kinds(buffer.tell() + buffer.tell()) == [("stopped", "b")]
    buffer.put(sound, "c")
    buffer.put(sound, "d")
    assert kinds(buffer.drop("d") + buffer.drop("none")) == [], "it had not begun"
    buffer.put(sound, "e")
    assert kinds(buffer.clear() + buffer.clear()) == [("cleared", "c")]
    assert playout.seconds == 0
    assert kinds(buffer.put(sound, "f")) == [("started", "f")]
    frames(playout, 20)
    assert kinds(buffer.tell()) == [], "a pause is no end"


class Client:
    """A Realtime session with a track."""

    def __init__(self) -> None:
        self.playout, self.line, self.tick = Playout(), FakeLine(), 0
        self.session = Realtime(Background(self.line), counting_ids(), CAPABILITIES, playout=self.playout)

    def send(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        return [json.loads(dump(e)) for e in self.session.read(json.dumps({"type": kind, **fields}), LIMIT)]

    def play(self, *script: tuple[str, str], is_heard: bool = True) -> list[dict[str, Any]]:
        events: list[Any] = []
        for heard, said in script:
            events += self.session.advance(turn(self.tick, heard, said))
            self.tick += 1
            frames(self.playout, 10 * is_heard) if is_heard else None
        return [json.loads(dump(event)) for event in events]


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def test_sound_goes_to_the_track_and_the_rest_is_told() -> None:
    client = Client()
    made = types(client.play(("", " yes"), ("", ""), ("", " no"), *[("", "")] * 5))
    assert "response.output_audio.delta" not in made
    assert made.index("response.content_part.added") < made.index("output_audio_buffer.started")
    assert made.index("response.done") < made.index("output_audio_buffer.stopped")
    assert made.count("output_audio_buffer.started") == made.count("output_audio_buffer.stopped") == 1


def test_a_pause_passes_once() -> None:
    client = Client()
    client.play(("", " yes"), ("", ""), ("", ""), ("", " no"), is_heard=False)
    assert client.playout.seconds == 0.4  # two micro-turns of voice: the pause has passed while it was made


def test_what_is_cancelled_cleared_or_truncated_is_not_played() -> None:
    client = Client()
    client.play(("", " one"), ("", " two"), is_heard=False)
    made = client.send("response.cancel")
    assert types(made)[-2:] == ["response.done", "output_audio_buffer.cleared"]
    assert client.playout.seconds == 0
    assert client.send("output_audio_buffer.clear") == [], "clients send both"
    assert client.play(("", " three"), ("", ""), ("", ""), ("", "")) == []
    begun = client.play(("", " four"), ("", " five"), is_heard=False)
    item_id = next(e["item"]["id"] for e in begun if e["type"] == "response.output_item.added")
    cut = client.send("conversation.item.truncate", item_id=item_id, content_index=0, audio_end_ms=200)
    assert types(cut) == ["conversation.item.truncated", "output_audio_buffer.cleared"]
    assert client.playout.seconds == 0
    assert types(client.play(("", " six"), is_heard=False))[0] == "output_audio_buffer.started"
    made = client.send("output_audio_buffer.clear")
    assert types(made)[-2:] == ["response.done", "output_audio_buffer.cleared"]
    (got,) = client.send("conversation.item.retrieve", item_id=item_id)
    assert not got["item"]["content"][0].get("audio"), "sound does not go as events"


def test_what_the_model_said_is_played_to_its_end_when_the_user_comes_in() -> None:
    client = Client()
    made = client.play(("", " one"), ("", " two"), (" stop", ""), ("", ""), ("", ""), is_heard=False)
    assert "output_audio_buffer.cleared" not in types(made)
    assert client.playout.seconds == pytest.approx(0.4)


def test_live_has_one_continuous_track() -> None:
    playout = Playout()
    live = Live(Background(FakeLine()), counting_ids(), CAPABILITIES, 2_000_000_000, playout=playout)
    (started,) = [json.loads(dump(event)) for event in live.start(SessionConfig(model="m"))]
    assert started["type"] == "session.started"
    assert "format" not in started["session"]["audio"], "the track has its own"
    made = [event.type for each in (turn(0), turn(1, "", " yes")) for event in live.advance(each)]
    assert made == ["session.output_transcript.delta"]
    assert playout.seconds == 0.2

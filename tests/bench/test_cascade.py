"""The cascade as a target, with a parrot in place of the pipeline: what is heard when, marks, failures."""

import asyncio
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from microturn.bench.cascade.host import Host
from microturn.bench.cascade.lines import Kind, Line, Send
from microturn.bench.cascade.serve import serve
from microturn.bench.cascade.target import target_of
from microturn.bench.items import Item
from microturn.bench.suite.take import Take
from microturn.core import pcm16
from microturn.core.clock import SystemClock
from microturn.core.messages import Audio, Source
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_HZ

ITEM = Item("answer", "request", 0, 0, np.zeros(0, np.float32))


def tone(seconds: float) -> bytes:
    return pcm16.to_bytes(np.full(round(seconds * MOUTH_HZ), 0.5, np.float32))


class Parrot:
    """Counts time in what it hears. At 0.2 s it has understood; at 0.4 s it speaks for 2 s; told to say "stop" it takes
    that back, told "die" it breaks, told "leave" it hangs up."""

    num_open, most_open, last_frames = 0, 0, 0

    def __init__(self, send: Send) -> None:
        self.send, self.frames = send, 0
        Parrot.last_frames = 0

    async def open(self) -> None:
        Parrot.num_open += 1
        Parrot.most_open = max(Parrot.most_open, Parrot.num_open)

    async def take(self, line: Line) -> None:
        self.frames += line.kind is Kind.HEAR
        if line.kind is Kind.HEAR and self.frames == 10:
            self.send(Line(Kind.HEARD, f"it got {len(line.audio)} bytes"))
        if line.kind is Kind.HEAR and self.frames == 20:
            self.send(Line(Kind.SOUND, " one two", tone(1)))
            self.send(Line(Kind.SOUND, " three", tone(1)))
            self.send(Line(Kind.SPENT, value=30.0))
        if line.text == "stop":
            self.send(Line(Kind.FLUSH))
        if line.text == "die":
            self.send(Line(Kind.BROKE, "the language model is gone"))
        if line.text == "leave":
            raise ConnectionResetError
        Parrot.last_frames = self.frames

    async def close(self) -> None:
        Parrot.num_open -= 1


class Lockstep:
    """A pace at which the parrot is done with a packet before the next one leaves, however busy the machine is."""

    def __init__(self) -> None:
        self._now_s, self._num_sent = 0.0, 0

    def begin(self) -> None: ...

    def now_s(self) -> float:
        return self._now_s

    async def until(self, at_s: float) -> None:
        while Parrot.num_open and Parrot.last_frames < self._num_sent:
            await asyncio.sleep(0.0005)
        for _ in range(50):  # what has come is taken in
            await asyncio.sleep(0)
        self._now_s, self._num_sent = at_s, self._num_sent + 1

    def limit(self, seconds: float) -> asyncio.Timeout:
        return asyncio.timeout(10 * seconds)


class Nest(Host):
    """The cascade's process as a thread of this one."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        (ends, self._end), (ready, out) = os.pipe(), os.pipe()
        self._thread = threading.Thread(target=lambda: asyncio.run(serve(str(socket), Parrot, ends, out)))
        self._thread.start()
        assert b"ready" in os.read(ready, 100)
        os.close(ready)
        os.close(out)

    def ensure(self) -> None: ...

    def last_words(self) -> str:
        return "squawk"

    def stop(self) -> None:
        os.close(self._end)
        self._thread.join()


@pytest.fixture
def nest(tmp_path: Path) -> Iterator[Nest]:
    found = Nest(tmp_path / "socket")
    yield found
    found.stop()


def take_of(nest: Nest) -> Take:
    target = target_of(nest, Lockstep)
    assert target.name == "cascade" and target.is_live
    return Take(lambda: target.open(ITEM), SystemClock())


def steps(take: Take, num: int) -> Audio:
    return np.concatenate([take.step(np.zeros(EAR_TICK_SAMPLES, np.float32)).audio for _ in range(num)])


def test_a_record_holds_what_was_heard_and_when(nest: Nest) -> None:
    take = take_of(nest)
    steps(take, 14)
    take.close()
    record = take.record(overlap_start=1.0)
    assert take.failure == "" and take.is_live and record.seconds == pytest.approx(2.8)
    assert record.marks == {"cpu_s_per_min": 30.0, "overlap_start": 1.0}
    assert [words.text for words in record.heard] == [" it got 640 bytes"]
    [voice] = record.voice
    assert voice.start_s >= 0.4 and voice.seconds == pytest.approx(2.0, abs=0.02)
    assert [words.text for words in record.said] == [" one two", " three"]
    late_s = [voice.start_s + i - words.at_s for i, words in enumerate(record.said)]  # within their micro-turn
    assert all(-1e-6 < late < 0.2 for late in late_s)


def test_what_is_taken_back_is_neither_heard_nor_said(nest: Nest) -> None:
    take = take_of(nest)
    steps(take, 4)
    take.tell("stop", Source.BACKGROUND)
    rest = steps(take, 8)
    record = take.record()
    take.close()
    assert not rest[MOUTH_HZ // 2 :].any()
    assert [words.text for words in record.said] == [" one two"]


@pytest.mark.parametrize(("word", "reason"), [("die", "the language model is gone"), ("leave", "hung up.*squawk")])
def test_a_cascade_that_breaks_is_silent_and_says_why(nest: Nest, word: str, reason: str) -> None:
    take = take_of(nest)
    take.tell(word)
    sound = steps(take, 12)
    assert not sound.any()
    take.close()
    assert re.search(reason, take.record().failure)


def test_nobody_on_the_socket_is_a_failure(nest: Nest, tmp_path: Path) -> None:
    nest.socket = tmp_path / "another"
    assert "expected the cascade to listen" in take_of(nest).failure


def test_a_conversation_begins_when_the_one_before_is_over(nest: Nest) -> None:
    Parrot.num_open = Parrot.most_open = 0
    for _ in range(3):
        take = take_of(nest)
        steps(take, 3)
        assert take.record().voice, "each hears from the start"
        take.close()
    assert Parrot.most_open == 1

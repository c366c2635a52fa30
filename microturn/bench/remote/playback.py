"""The loudspeaker of a client: what came from a server, as somebody in front of it hears it. Knows no protocol.

Sound is played from its arrival on, without gaps while there is some, and is gone once it has been cut. Time is counted
in samples at 24 kHz; places in the sound that came are counted so, too, whether or not they were heard.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from microturn.bench.suite.take import TargetBroke
from microturn.core.messages import Audio
from microturn.core.units import MOUTH_HZ

MOST_AHEAD_S = 600.0  # a server that is further ahead has lost its head
SLACK_S = 0.06  # of jitter, before a pause makes up for it
QUIET = 10 ** (-50 / 20)  # peak of a pause, below what counts as voice


@dataclass(frozen=True)
class Cut:
    """What was being played when playing was stopped: the server's names of it, and how much of it has been heard."""

    item: str
    part: int
    played_ms: int


@dataclass(frozen=True, eq=False)
class Moment:
    """A stretch of what was heard: float32 [n] at 24 kHz, the words that were said in it, and the user's words that
    the server wrote down in it."""

    audio: Audio
    said: str
    heard: str


@dataclass(eq=False)
class Chunk:
    """`place`: of its first sample in all that came; `offset`: in its item."""

    samples: Audio
    place: int
    item: str
    part: int
    offset: int
    num_played: int = 0


class Playback:
    """`now_s`: time of the session. `can_close_pauses`: the server sends its pauses, too, and those that come late are
    shortened, as WebRTC's jitter buffers do; else one delay would stay to the end."""

    def __init__(self, now_s: Callable[[], float], can_close_pauses: bool = False) -> None:
        self._now_s, self._can_close_pauses = now_s, can_close_pauses
        self._chunks: deque[Chunk] = deque()
        self._num_came = self._num_waiting = 0
        self._last_place = 0  # of the chunk that came last
        self._last = "", 0, 0  # item, part and samples so far of what came last
        self._time = self._taken = 0  # played, and handed out
        self._played: list[Audio] = []
        self._waiting_words: list[tuple[int, str]] = []  # by place
        self._said: list[tuple[int, str]] = []  # by time
        self._heard: list[tuple[int, str]] = []

    def put(self, samples: Audio, item: str = "", part: int = 0) -> None:
        """Sound has come: float32 [n] at 24 kHz, the next of `item`. Raises TargetBroke when far too much waits."""
        self._play(self._now)
        known, known_part, offset = self._last
        offset = offset if (known, known_part) == (item, part) else 0
        self._last, self._last_place = (item, part, offset + len(samples)), self._num_came
        late = self._num_waiting if self._can_close_pauses and self._num_waiting > SLACK_S * MOUTH_HZ else 0
        num_left_out = min(late, len(samples)) if late and np.abs(samples).max(initial=0.0) < QUIET else 0
        kept = samples[num_left_out:]
        if len(kept):
            self._chunks.append(Chunk(kept, self._num_came + num_left_out, item, part, offset + num_left_out))
        self._num_came += len(samples)
        self._num_waiting += len(kept)
        if self._num_waiting > MOST_AHEAD_S * MOUTH_HZ:
            raise TargetBroke(f"expected at most {MOST_AHEAD_S:.0f} s of sound ahead of time, it sent more")

    def say(self, text: str, place: int | None = None) -> None:
        """Words of the model: they are said when the sound at `place` is heard; None: with the sound that came last."""
        self._play(self._now)
        at = min(self._last_place if place is None else place, self._num_came)
        self._waiting_words.append((at, text))

    def hear(self, text: str) -> None:
        """The server has written down words of the user."""
        self._heard.append((self._now, text))

    def cut(self) -> Cut | None:
        """Stops playing; what waits is not heard, and its words are not said. None: nothing waited."""
        self._play(self._now)
        if not self._chunks:
            return None
        head = self._chunks[0]
        played_ms = (head.offset + head.num_played) * 1000 // MOUTH_HZ
        self._chunks.clear()
        self._waiting_words.clear()
        self._num_waiting, self._last_place = 0, self._num_came
        return Cut(head.item, head.part, played_ms)

    def take(self, end_s: float) -> Moment:
        """What was heard from where the last one ended to `end_s`."""
        end = round(end_s * MOUTH_HZ)
        self._play(end)
        played = np.concatenate([*self._played, np.zeros(0, np.float32)])
        size = end - self._taken
        self._played, self._taken = [played[size:]], end
        said, self._said = _split(self._said, end)
        heard, self._heard = _split(self._heard, end)
        return Moment(played[:size], said, heard)

    @property
    def _now(self) -> int:
        return round(self._now_s() * MOUTH_HZ)

    def _play(self, until: int) -> None:
        while self._chunks and self._time < until:
            self._play_some(self._chunks[0], until - self._time)
        if not self._chunks:
            self._speak(self._num_came, self._time, self._num_came)
        if self._time < until:
            self._played.append(np.zeros(until - self._time, np.float32))
            self._time = until

    def _play_some(self, head: Chunk, most: int) -> None:
        piece = head.samples[head.num_played : head.num_played + most]
        place = head.place + head.num_played
        self._speak(place, self._time, place + len(piece) - 1)
        head.num_played += len(piece)
        if head.num_played == len(head.samples):
            self._chunks.popleft()
        self._played.append(piece)
        self._time += len(piece)
        self._num_waiting -= len(piece)

    def _speak(self, place: int, time: int, last: int) -> None:
        """Sound from `place` to `last` is heard from `time` on."""
        self._said += [(time + max(0, at - place), text) for at, text in self._waiting_words if at <= last]
        self._waiting_words = [(at, text) for at, text in self._waiting_words if at > last]


def _split(words: list[tuple[int, str]], end: int) -> tuple[str, list[tuple[int, str]]]:
    """Words before `end` as one text, and the others."""
    return "".join(text for at, text in words if at < end), [word for word in words if word[0] >= end]

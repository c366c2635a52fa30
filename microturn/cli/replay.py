"""Plays a recording to a session, micro-turn by micro-turn, and sums up what came of it. No options, no models.

What the model does in tick t rests on the whole of tick t's sound: it is heard from the end of that
tick on, (t + 1) x 200 ms. Every time here is counted so.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from microturn.audio.framer import micro_turns
from microturn.audio.pcm import saving
from microturn.core.clock import Clock
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES, TICK_MS, TICK_S, TICKS_PER_S


class Steps(Protocol):
    """The part of a session that a replay uses."""

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn: ...


@dataclass(frozen=True)
class TextAt:
    """Text that is typed `at_s` seconds after the start."""

    text: str
    at_s: float

    @property
    def tick(self) -> int:
        return int(self.at_s * TICKS_PER_S + 1e-6)


@dataclass(frozen=True)
class Summary:
    """A whole session in one line. `missed`: micro-turns that took longer than they last."""

    ticks: int
    seconds: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float
    missed: int
    heard: str
    said: str
    first_voice_s: float | None  # when its voice is first heard; None: it never spoke
    voice_s: float


def time_s(tick: int) -> float:
    """When what the model did in this tick is heard."""
    return round((tick + 1) * TICK_S, 3)


def inputs(
    user: Audio, texts: Sequence[TextAt], tail_s: float, size: int = EAR_TICK_SAMPLES
) -> list[tuple[Audio, str]]:
    """float32 [n] and typed text -> what each micro-turn brings, `size` samples of it.

    `tail_s` seconds of silence follow the last sound or text, so that the model can answer.
    """
    sounds = list(micro_turns(user, size))
    num_busy = max(len(sounds), *(text.tick + 1 for text in texts), 1)
    silence = np.zeros(size, np.float32)
    sounds += [silence] * (num_busy - len(sounds) + round(tail_s * TICKS_PER_S))
    typed = [" ".join(text.text for text in texts if text.tick == tick) for tick in range(len(sounds))]
    return list(zip(sounds, typed, strict=True))


def replay(session: Steps, steps: Iterable[tuple[Audio, str]], clock: Clock) -> Iterator[MicroTurn]:
    """One micro-turn a step; its `compute_ms` gains "total", measured from outside."""
    for audio, text in steps:
        start_s = clock.now_s()
        turn = session.step(audio, text)
        total_ms = (clock.now_s() - start_s) * 1000
        yield replace(turn, compute_ms={**turn.compute_ms, "total": total_ms})


def stereo(user: Audio, turns: Sequence[MicroTurn]) -> Iterator[Audio]:
    """User at 24 kHz (left), model (right), one clock -> float32 [4800, 2], one more than there are micro-turns."""
    left = list(micro_turns(user, MOUTH_TICK_SAMPLES))[: len(turns) + 1]
    silence = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
    left += [silence] * (len(turns) + 1 - len(left))
    right = [silence, *(turn.audio for turn in turns)]
    for pair in zip(left, right, strict=True):
        yield np.stack(pair, axis=1)


def summarize(turns: Sequence[MicroTurn]) -> Summary:
    assert turns, "no micro-turns"
    total_ms = [turn.compute_ms["total"] for turn in turns]
    p50, p95, p99 = (round(float(p), 2) for p in np.percentile(total_ms, [50, 95, 99]))
    voiced = [turn.tick for turn in turns if turn.is_voice]
    return Summary(
        ticks=len(turns),
        seconds=round(len(turns) * TICK_S, 3),
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        max_ms=round(max(total_ms), 2),
        missed=sum(ms > TICK_MS for ms in total_ms),
        heard=_joined(turns, lambda turn: turn.heard),
        said=_joined(turns, lambda turn: turn.said),
        first_voice_s=time_s(voiced[0]) if voiced else None,
        voice_s=round(len(voiced) * TICK_S, 3),
    )


def row(turn: MicroTurn) -> dict[str, object]:
    """One micro-turn as the timeline file holds it; words keep their leading spaces, so that pieces can be joined."""
    return {
        "tick": turn.tick,
        "t": time_s(turn.tick),
        "heard": turn.heard,
        "said": turn.said,
        "seen": turn.seen,
        "action": "voice" if turn.is_voice else "quiet",
        "delegate": turn.is_delegate,
        "drop": turn.is_drop,
        "compute_ms": {part: round(ms, 2) for part, ms in turn.compute_ms.items()},
    }


def write_timeline(path: Path, turns: Sequence[MicroTurn]) -> None:
    """JSON `{"summary": {...}, "ticks": [...]}`, one line a micro-turn. Raises as `saving`."""
    rows = ",\n".join(json.dumps(row(turn), ensure_ascii=False) for turn in turns)
    summary = json.dumps(asdict(summarize(turns)), ensure_ascii=False)
    with saving(path) as file:
        file.write(f'{{"summary": {summary},\n"ticks": [\n{rows}\n]}}\n'.encode())


def _joined(turns: Iterable[MicroTurn], words_of: Callable[[MicroTurn], str]) -> str:
    """Pieces carry their leading spaces: a word may begin in one micro-turn and end in the next."""
    return " ".join("".join(words_of(turn) for turn in turns).split())

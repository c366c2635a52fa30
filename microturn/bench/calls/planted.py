"""Calls whose events are known: real words put where a script says, in several conditions. The analysis is tested on
them; right and wrong ones of every decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import soxr

from microturn.bench.items import LEVEL_DB
from microturn.bench.sources import Clip
from microturn.bench.suite.benchmark import Scores
from microturn.bench.suite.record import Record
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ
from microturn.data import augment

Spans = tuple[tuple[float, float], ...]
STEP_S, EDGE_S, EDGE_DB = 0.02, 0.05, -12.0  # talk begins and ends loud, so that its edges are known
WITHIN = 0.13  # seconds, of measured times


@dataclass(frozen=True)
class Script:
    """Who talks from when to when, seconds, and what is right about it."""

    kind: str
    user: Spans
    agent: Spans
    expected: Scores
    seconds: float = 16.0


@dataclass(frozen=True)
class Condition:
    """How the channels sound. `noise_db`: below the speech; `echo_db`: of the agent in the user's channel."""

    name: str
    user_db: float = 0.0
    agent_db: float = 0.0
    noise_db: float = -60.0
    codec: str = ""
    echo_db: float | None = None


CONDITIONS = (
    Condition("clean"),
    Condition("noise", noise_db=-30.0),
    Condition("soft user", user_db=-20.0),
    Condition("soft agent", agent_db=-20.0),
    Condition("telephone", noise_db=-40.0, codec="mu-law"),
    Condition("echo", noise_db=-45.0, echo_db=-20.0),
)
TURN = ((1.0, 4.0),)  # the user's
NOTHING = {"agent_interruptions": 0.0, "user_interruptions": 0.0, "takeovers": 0.0}
ANSWERED: Scores = {"answered": 1.0, "missed": 0.0}
SCRIPTS = (
    Script("answered", TURN, ((4.3, 8.0),), {**NOTHING, **ANSWERED, "offset_0": 0.3, "overlaps": 0.0}),
    Script("answered late", TURN, ((7.0, 9.0),), {**NOTHING, **ANSWERED, "offset_0": 3.0}),
    Script("not answered", TURN, (), {**NOTHING, "answered": 0.0, "missed": 1.0, "offset_0": None}),
    Script("answered too late", TURN, ((10.0, 12.0),), {**NOTHING, "answered": 0.0, "missed": 1.0}),
    Script("call ends", TURN, (), {"answered": 0.0, "missed": 0.0}, seconds=7.0),
    Script("early", TURN, ((3.7, 7.0),), {**NOTHING, **ANSWERED, "offset_0": -0.3, "overlaps": 1.0}),
    Script("cuts in", TURN, ((3.0, 7.0),), {"agent_interruptions": 1.0, "answered": 0.0, "missed": 0.0}),
    Script("cuts in and stops", TURN, ((2.0, 3.4),), {"agent_interruptions": 1.0, "agent_backchannels": 0.0}),
    Script("agent's backchannel", TURN, ((2.4, 2.8),), {**NOTHING, "agent_backchannels": 1.0, "missed": 1.0}),
    Script(
        *("backchannel in a pause", ((1.0, 4.0), (5.2, 8.0)), ((4.3, 4.7), (8.3, 10.0))),
        {**NOTHING, **ANSWERED, "agent_backchannels": 1.0, "pauses": 1.0, "offset_0": 0.3},
    ),
    Script(
        *("waits", ((1.0, 3.0), (4.0, 6.0)), ((6.4, 9.0),)),
        {**NOTHING, **ANSWERED, "pauses": 1.0, "offset_0": 0.4},
    ),
    Script(
        *("takes over", ((1.0, 3.0), (4.0, 6.0)), ((3.6, 5.0), (6.4, 9.0))),
        {"takeovers": 1.0, "pauses": 1.0, "agent_interruptions": 0.0, "user_interruptions": 0.0, "offset_0": 0.4},
    ),
    Script(
        *("takes over in a short pause", ((1.0, 3.0), (3.45, 6.0)), ((3.2, 5.0), (6.4, 9.0))),
        {"takeovers": 1.0, "agent_interruptions": 0.0, "answered": 1.0},
    ),
    Script(
        *("yields and answers", (*TURN, (6.5, 8.5)), ((4.3, 7.1), (9.0, 12.0))),
        {"user_interruptions": 1.0, "yielded": 1.0, "stop_median_s": 0.6, "recovered": 1.0, "answered": 2.0},
    ),
    Script(
        *("yields for good", (*TURN, (6.5, 8.5)), ((4.3, 7.1),)),
        {"user_interruptions": 1.0, "yielded": 1.0, "recovered": 0.0, "not_recovered": 1.0, "missed": 1.0},
    ),
    Script(
        *("talks on", (*TURN, (6.5, 8.5)), ((4.3, 11.0),)),
        {"user_interruptions": 1.0, "yielded": 0.0, "stop_median_s": None, "takeovers": 0.0, "overlaps": 1.0},
    ),
    Script(
        *("user's backchannel", (*TURN, (6.5, 7.0)), ((4.3, 11.0),)),
        {"user_interruptions": 0.0, "user_backchannels": 1.0, "overlaps": 1.0, "answered": 1.0},
    ),
    Script(
        *("user's backchannel in a pause", (*TURN, (7.1, 7.5)), ((4.3, 7.0), (7.7, 10.0))),
        {**NOTHING, "user_backchannels": 1.0, "answered": 1.0, "agent_turns": 1.0},
    ),
    Script(
        *("stops at a word", (*TURN, (6.5, 7.1)), ((4.3, 7.0), (7.6, 10.0))),
        {"user_interruptions": 1.0, "yielded": 1.0, "user_backchannels": 0.0, "recovered": 1.0},
    ),
    Script(
        *("user is next", (*TURN, (8.2, 10.0)), ((4.3, 8.0), (10.2, 12.0))),
        {**NOTHING, "answered": 2.0, "user_offset_median_s": 0.2, "overlaps": 0.0, "pauses": 0.0},
    ),
    Script("long silence", ((1.0, 3.0), (5.5, 7.5)), ((7.8, 9.0),), {**NOTHING, **ANSWERED, "pauses": 0.0}),
)


@dataclass(frozen=True)
class Planted:
    """A script in a condition, as a case of the suite."""

    script: Script
    condition: Condition
    number: int
    seed: int = 0

    @property
    def kind(self) -> str:
        return f"{self.script.kind}, {self.condition.name}"


def planted() -> list[tuple[Script, Condition]]:
    """Every script as it is, and in two conditions that change from one to the next."""
    worn = CONDITIONS[1:]
    return [
        (script, condition)
        for i, script in enumerate(SCRIPTS)
        for condition in (CONDITIONS[0], worn[2 * i % len(worn)], worn[(2 * i + 1) % len(worn)])
    ]


def talk(clips: Sequence[Clip], seconds: float, start: int) -> Audio:
    """Words of clips one after the other, cut to a length where it begins and ends loud: float32 [n] at 16 kHz."""
    num = round(seconds * EAR_HZ)
    pieces = [clip.samples[round(a * EAR_HZ) : round(b * EAR_HZ)] for clip in clips for a, b in clip.words]
    words = np.concatenate([piece / np.float32(augment.rms(piece) or 1.0) for piece in pieces if len(piece)])
    words = np.resize(words, max(len(words), 4 * num))
    edge, step = round(EDGE_S * EAR_HZ), round(STEP_S * EAR_HZ)
    for at in range(start * step % len(words) // 2, len(words) - num, step):
        piece = words[at : at + num]
        if min(augment.rms(piece[:edge]), augment.rms(piece[-edge:])) > augment.gain(EDGE_DB):
            return piece * np.float32(augment.gain(LEVEL_DB))
    return words[:num] * np.float32(augment.gain(LEVEL_DB))


def record(script: Script, condition: Condition, clips: Sequence[Clip], seed: int) -> Record:
    """The sound of a script."""
    half = max(1, len(clips) // 2)
    user = _channel(script.user, script.seconds, clips[:half], seed) * np.float32(augment.gain(condition.user_db))
    agent = _channel(script.agent, script.seconds, clips[half:] or clips, seed + 1)
    agent = agent * np.float32(augment.gain(condition.agent_db))
    if condition.echo_db is not None:
        late = round(0.08 * EAR_HZ)
        user[late:] += agent[:-late] * np.float32(augment.gain(condition.echo_db))
    user = _worn(user, LEVEL_DB + condition.user_db, condition)
    agent = _worn(agent[::-1], LEVEL_DB + condition.agent_db, condition)[::-1]  # no noise in common
    return Record(user, soxr.resample(agent, EAR_HZ, MOUTH_HZ)).rounded()


def _channel(spans: Spans, seconds: float, clips: Sequence[Clip], seed: int) -> Audio:
    out = np.zeros(round(seconds * EAR_HZ), np.float32)
    for i, (start_s, end_s) in enumerate(spans):
        piece = talk(clips, end_s - start_s, 7 * seed + 31 * i)
        start = round(start_s * EAR_HZ)
        out[start : start + len(piece)] = piece
    return out


def _worn(sound: Audio, level_db: float, condition: Condition) -> Audio:
    """With noise of the condition, and through its line."""
    noise = _noise(len(sound)) * np.float32(augment.gain(level_db + condition.noise_db))
    return augment.code(np.clip(sound + noise, -1, 1).astype(np.float32), condition.codec)


@lru_cache(maxsize=4)
def _noise(num: int) -> Audio:
    return augment.coloured(num, -3.0, np.random.default_rng(0))

"""A tiny benchmark for tests of the suite: tone bursts, which a target should answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from microturn.bench.baselines import TONE_WAVE, SilenceRule
from microturn.bench.judge import Judge
from microturn.bench.report import Origin
from microturn.bench.sources import Sources
from microturn.bench.stats import median
from microturn.bench.suite.benchmark import (
    Control,
    Data,
    Figure,
    Metric,
    Open,
    Published,
    Row,
    Scores,
    Takes,
    resampled,
)
from microturn.bench.suite.record import Record
from microturn.bench.suite.run import Plan, check, play, score_all
from microturn.bench.suite.summary import Summary, summarise
from microturn.bench.suite.targets import Target
from microturn.bench.voice import first_after
from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import EAR_TICK_SAMPLES

TICKS = 14
KINDS = ("short", "long")
METRICS = (
    Metric("answered", "answered"),
    Metric("latency", "latency, median", "s", statistic=median, is_better_high=False),
    Metric("answered", "answered, long ones", name="long", kinds=("long",)),
    Metric("words", "words right"),
)
NO_DATA = Data(cast(Sources, None))
ORIGIN = Origin("microturn bench echo --items 3", "abc1234", "nano")


@dataclass(frozen=True)
class EchoCase:
    number: int
    kind: str
    seed: int

    @property
    def end_s(self) -> float:
        return 0.4 if self.kind == "short" else 0.8


class Echo:
    """`num_played`: items of this object; `title` holds what HTML must escape."""

    name, title, about = "echo", "Echo <b>& co</b>", "Bursts of tone; <i>answered</i> if there is voice after them."
    published = (Published("Moshi <1>", "arXiv 2503.04721", {"answered": 0.941, "latency": 0.265}),)

    def __init__(self) -> None:
        self.num_played = 0

    def items(self, data: Data | None, num: int, seed: int) -> Sequence[EchoCase]:
        return [EchoCase(len(KINDS) * i + k, kind, seed) for i in range(num) for k, kind in enumerate(KINDS)]

    def play(self, case: EchoCase, open_take: Open) -> Takes:
        self.num_played += 1
        return self._take(case, open_take, True), self._take(case, open_take, False)

    def _take(self, case: EchoCase, open_take: Open, has_burst: bool) -> Record:
        take = open_take()
        rng = np.random.default_rng([case.seed, case.number])
        for tick in range(TICKS):
            is_loud = has_burst and tick < round(case.end_s * 5)
            noise = rng.normal(0, 0.1 if is_loud else 1e-4, EAR_TICK_SAMPLES)
            take.step(noise.astype(np.float32))
        record = take.record(user_end=case.end_s)
        take.close()
        return record

    def score(self, case: EchoCase, takes: Takes, judge: Judge | None) -> Scores:
        found = first_after(takes[0].voice, takes[0].marks["user_end"])
        latency = found.start_s - case.end_s if found else None
        return {"answered": float(found is not None), "latency": latency, "words": 1.0 if judge else None}

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        return [*(metric.figure(rows) for metric in METRICS), Figure("least", "least", resampled(rows, least))]

    def controls(self, items: Sequence[EchoCase]) -> Iterable[Control]:
        for case in items[:2]:
            yield Control(case, planted(case, 3), {"answered": 1.0, "latency": 0.6 - case.end_s + 0.2})
            yield Control(case, planted(case, None), {"answered": 0.0, "latency": None})


def least(rows: Sequence[Row]) -> float | None:
    """Answered in the worse of the kinds."""
    shares = [[row.scores["answered"] or 0.0 for row in rows if row.kind == kind] for kind in KINDS]
    return min(float(np.mean(each)) for each in shares) if all(shares) else None


def planted(case: EchoCase, tick: int | None) -> Takes:
    """Silence, with 0.4 s of tone from 0.2 s after a micro-turn on."""
    tone = [TONE_WAVE * np.float32(tick is not None and tick < i <= tick + 2) for i in range(TICKS)]
    user = np.zeros(TICKS * EAR_TICK_SAMPLES, np.float32)
    return (Record(user, np.concatenate(tone), marks={"user_end": case.end_s}).rounded(),)


class Talker(SilenceRule):
    """Follows the silence rule, with words. `broken`: what it does in its sixth micro-turn."""

    def __init__(self, broken: Callable[[MicroTurn], MicroTurn] | None = None) -> None:
        super().__init__()
        self.broken = broken
        self.num_closed = 0

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        turn = super().step(audio, text)
        said = " <script>alert(1)</script>" if turn.is_voice else ""
        whole = MicroTurn(turn.tick, turn.is_voice, turn.audio, heard=" burst" if turn.tick == 1 else "", said=said)
        return self.broken(whole) if self.broken and turn.tick == 5 else whole

    def close(self) -> None:
        self.num_closed += 1


class Away(MicroturnError):
    """A fake target's own error."""


def talker(broken: Callable[[MicroTurn], MicroTurn] | None = None, name: str = "talker") -> Target:
    return Target(name, lambda _: Talker(broken))


def gone(_: object) -> Talker:
    raise Away("nobody <there>")


def plan_of(out: Path, targets: Sequence[str], num: int = 3, seed: int = 0) -> Plan:
    return Plan("echo", tuple(targets), num, seed, "nano", out)


def summary_of(out: Path, *targets: Target, num: int = 3) -> Summary:
    """Plays Echo to targets that have no name on the command line."""
    bench, plan = Echo(), plan_of(out, [target.name for target in targets], num)
    items = bench.items(None, num, 0)
    for target in targets:
        play(bench, plan, target, items)
    played = score_all(bench, plan, items, NO_DATA)
    return summarise(bench, ORIGIN, num, 0, played, check(bench, items))


def make() -> Echo:
    return Echo()

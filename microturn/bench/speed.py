"""The speed benchmark: one session hears speech for minutes, as fast as it goes; time of a micro-turn and memory.

Whether the cost of a late micro-turn equals that of an early one is the question.
"""

import os
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from tqdm import tqdm

from microturn.bench.drive import Player
from microturn.bench.items import Item
from microturn.bench.report import Origin, row
from microturn.bench.sources import Sources
from microturn.bench.stats import percentiles
from microturn.core.clock import Clock
from microturn.core.messages import Audio, Picture
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_MS, TICKS_PER_S
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import exercise

LEVEL_DB = -23.0
WINDOW_S = 60  # what "after N minutes" is averaged over
MIB = 1024 * 1024
PERCENTILES = ("p50", "p95", "p99", "max")


@dataclass(frozen=True)
class Mark:
    """The minute that ends at `minute`: ms of a micro-turn, share of missed deadlines (> 200 ms), memory."""

    minute: float
    parts: dict[str, dict[str, float]]
    missed: float
    rss_mib: float


@dataclass(frozen=True)
class Speed:
    """Memory before the session, marks along it, and `spoken`: the share of micro-turns with voice. `has_video`: a
    picture came in each of them."""

    rss_start_mib: float
    marks: tuple[Mark, ...]
    spoken: float
    realtime_factor: float  # compute time over session time
    has_video: bool = False


@runtime_checkable
class Watcher(Protocol):
    """A player that can be shown pictures."""

    def see(self, picture: Picture) -> None: ...


def run_speed(
    player: Player, sources: Sources, minutes: float, seed: int, clock: Clock, film: Sequence[Picture] = ()
) -> Speed:
    """Requests of held-out speakers with gaps in between, `minutes` long; a film is shown over and over."""
    num_ticks = max(TICKS_PER_S, round(minutes * 60 * TICKS_PER_S))
    window = min(num_ticks, WINDOW_S * TICKS_PER_S)
    ends = sorted({min(num_ticks, round(m * 60 * TICKS_PER_S)) for m in (1, 10, minutes)})
    rss_start, marks, num_voiced = rss_mib(), list[Mark](), 0
    ms: dict[str, list[float]] = {}
    for tick, audio in enumerate(tqdm(stream(sources, num_ticks, seed), "speed", num_ticks, unit="tick", leave=False)):
        start_s = clock.now_s()
        if film and isinstance(player, Watcher):
            player.see(film[tick % len(film)])
        turn = player.step(audio)
        total_ms = (clock.now_s() - start_s) * 1000
        num_voiced += turn.is_voice
        for part, part_ms in {**turn.compute_ms, "total": total_ms}.items():
            ms.setdefault(part, []).append(part_ms)
        if tick + 1 in ends:
            marks.append(mark(tick + 1, {part: values[-window:] for part, values in ms.items()}))
    factor = sum(ms["total"]) / num_ticks / TICK_MS
    return Speed(rss_start, tuple(marks), num_voiced / num_ticks, factor, bool(film))


def session(seed: int) -> Item:
    """What is opened."""
    return Item("speed", "", 0, seed, np.zeros(0, np.float32))


def some_film(seed: int) -> list[Picture]:
    """Of somebody who exercises, five pictures a second."""
    film = exercise([(KNOWN[0], 5)], np.random.default_rng(seed), is_held_out=True)
    return [film.picture(number) for number in range(film.num_pictures)]


def mark(num_ticks: int, ms: dict[str, list[float]]) -> Mark:
    missed = float(np.mean(np.array(ms["total"]) > TICK_MS))
    parts = {part: percentiles(values) for part, values in ms.items()}
    return Mark(num_ticks / TICKS_PER_S / 60, parts, missed, rss_mib())


def stream(sources: Sources, num_ticks: int, seed: int) -> Iterator[Audio]:
    """float32 [3200] each: requests one after the other, 2 to 5 s apart."""
    rng, rows = np.random.default_rng(seed), sources.rows("request")
    rest = np.zeros(0, np.float32)
    for _ in range(num_ticks):
        while len(rest) < EAR_TICK_SAMPLES:
            clip = sources.clip(rows[int(rng.integers(len(rows)))]).at(LEVEL_DB)
            rest = np.concatenate([rest, clip.samples, np.zeros(round(rng.uniform(2, 5) * EAR_HZ), np.float32)])
        yield rest[:EAR_TICK_SAMPLES]
        rest = rest[EAR_TICK_SAMPLES:]


def rss_mib() -> float:
    """Memory of this process that is resident now; where the system does not tell, the most it ever was."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MIB
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MIB if sys.platform == "darwin" else 1024)


def table(speed: Speed) -> Iterator[str]:
    numbers = " ".join(f"{key + ' ms':>8}" for key in PERCENTILES)
    if speed.has_video:
        yield "with video:"
    yield f"{'after':>9} {'part':>9} {numbers} {'missed':>7} {'memory':>9}"
    for at in speed.marks:
        for part, p in at.parts.items():
            numbers = " ".join(f"{p[key]:8.1f}" for key in PERCENTILES)
            more = f" {at.missed:7.2%} {at.rss_mib:5.0f} MiB" if part == "total" else ""
            yield f"{at.minute:5.1f} min {part:>9} {numbers}{more}"
    yield f"memory before the session: {speed.rss_start_mib:.0f} MiB; it spoke in {speed.spoken:.0%} of micro-turns"
    yield f"{speed.realtime_factor:.3f} s of compute for a second of session"


def flat(speed: Speed) -> dict[str, float]:
    """Times after the last mark and memory at every mark, by names that carry their units."""
    last = speed.marks[-1]
    ms = {f"micro_turn_{p}_ms": round(last.parts["total"][p], 2) for p in PERCENTILES}
    memory = {f"memory_{at.minute:g}_min_mib": round(at.rss_mib, 1) for at in speed.marks}
    found = ms | {"missed_share": last.missed, "realtime_factor": round(speed.realtime_factor, 4)} | memory
    return {f"video_{name}": value for name, value in found.items()} if speed.has_video else found


def details(found: Sequence[Speed], origin: Origin) -> dict[str, object]:
    """Everything, for results.json."""
    return {"command": origin.command, "sessions": [asdict(one) for one in found]}


def rows(speed: Speed, origin: Origin) -> list[str]:
    """For the README's table: time of a micro-turn and memory, at every mark."""
    none, beside = ["-"] * 4, ", with video" * speed.has_video
    out: list[str] = []
    for at in speed.marks:
        total, num = at.parts["total"], str(round(at.minute * 60 * TICKS_PER_S))
        label = f"compute of a micro-turn, p50 / p95 / p99, after {at.minute:g} min{beside}"
        out.append(row(label, f"{total['p50']:.0f} / {total['p95']:.0f} / {total['p99']:.0f} ms", num, none, origin))
        memory = f"memory after {at.minute:g} min of session{beside}"
        out.append(row(memory, f"{at.rss_mib:.0f} MiB", num, none, origin))
    return out

"""What one step found, and whether the server kept up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from microturn.bench.load.judge import Judged, Turn
from microturn.bench.load.usage import Usage
from microturn.bench.stats import percentiles

LIMIT = 0.001  # of micro-turns may be missed
OWN_P99_MS = 10.0  # beyond this lateness of its own the generator's timings mean nothing
OWN_LONG_MS = 100.0  # half of what a micro-turn has
GENERATOR = "generator late"
MIB = 1 << 20


@dataclass(frozen=True)
class Step:
    """`num` callers for `seconds`. `refused`, `died`: reasons, one a session. `lateness_s`: of the generator, one a
    packet. `before`: what the server used before the first session; `start`, `end`: around what was measured."""

    num: int
    seconds: float
    sessions: tuple[Judged, ...]
    refused: tuple[str, ...] = ()
    died: tuple[str, ...] = ()
    lateness_s: tuple[float, ...] = ()
    before: Usage | None = None
    start: Usage | None = None
    end: Usage | None = None

    @cached_property
    def turns(self) -> list[Turn]:
        """Those that were judged."""
        return [turn for session in self.sessions for turn in session.turns]

    @property
    def num_missed(self) -> int:
        return sum(turn.is_missed for turn in self.turns)

    @property
    def missed_rate(self) -> float | None:
        return self.num_missed / len(self.turns) if self.turns else None

    @property
    def num_filled(self) -> int:
        return sum(session.num_filled for session in self.sessions)

    @cached_property
    def tick_ms(self) -> dict[str, float]:
        """Percentiles of the time from a micro-turn's last sample sent to its result."""
        return percentiles([turn.result_ms for turn in self.turns]) if self.turns else {}

    @cached_property
    def compute_ms(self) -> dict[str, float]:
        known = [turn.compute_ms for turn in self.turns if turn.compute_ms is not None]
        return percentiles(known) if known else {}

    @cached_property
    def own_ms(self) -> dict[str, float]:
        """Percentiles of the generator's lateness."""
        return percentiles([1000 * late_s for late_s in self.lateness_s]) if self.lateness_s else {}

    @property
    def session_minutes(self) -> float:
        return len(self.sessions) * self.seconds / 60

    @property
    def cpu_s_per_session_minute(self) -> float | None:
        if self.start is None or self.end is None or not self.session_minutes:
            return None
        return (self.end.cpu_s - self.start.cpu_s) / self.session_minutes

    @property
    def rss_mib(self) -> float | None:
        """At the end."""
        return None if self.end is None else self.end.rss_bytes / MIB

    @property
    def rss_mib_per_session(self) -> float | None:
        """What has come to it since before the first session."""
        if self.before is None or self.end is None or not self.sessions:
            return None
        return (self.end.rss_bytes - self.before.rss_bytes) / MIB / len(self.sessions)

    @property
    def rss_mib_per_session_minute(self) -> float | None:
        """How it grew while it was measured."""
        if self.start is None or self.end is None or not self.session_minutes:
            return None
        return (self.end.rss_bytes - self.start.rss_bytes) / MIB / self.session_minutes

    def is_valid(self, limit: float = LIMIT) -> bool:
        """Whether the generator was in time: its packets, and in stalls of its own fewer than may be missed."""
        late = np.asarray(self.lateness_s) * 1000
        return bool(len(late)) and self.own_ms["p99"] <= OWN_P99_MS and float(np.mean(late > OWN_LONG_MS)) <= limit

    def faults(self, limit: float = LIMIT) -> list[str]:
        """Why this is more than the server can do; empty where it kept up. Where the generator was late, nothing is
        said about times."""
        found = [f"{len(self.refused)} refused"] * bool(self.refused)
        found += [f"{len(self.died)} died"] * bool(self.died)
        if self.lateness_s and not self.is_valid(limit):
            return [*found, GENERATOR]
        found += [f"{self.num_filled} filled in"] * bool(self.num_filled)
        if self.missed_rate is None:
            return [*found, "nothing to judge"]
        return [*found, *["missed"] * (self.missed_rate > limit)]


def best(steps: Sequence[Step], limit: float) -> Step | None:
    """The most sessions with which the server kept up."""
    return max((step for step in steps if not step.faults(limit)), key=lambda step: step.num, default=None)


def is_known(steps: Sequence[Step], limit: float) -> bool:
    """Whether it was the server that failed beyond the best step, and not the generator."""
    found = best(steps, limit)
    return not any(GENERATOR in step.faults(limit) for step in steps if found is None or step.num > found.num)

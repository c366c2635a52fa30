"""What operators watch, in Prometheus' text format. Knows numbers only: no words, no sound, no keys."""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from microturn.core.messages import Load, MicroTurn
from microturn.engine.fleet import Moved

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
GAPS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6)
SECONDS = (0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.12, 0.2, 0.4, 1.0)  # 0.2 is the deadline


class Metrics:
    """One registry a server, so that several can live in one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        shared: dict[str, Any] = {"namespace": "microturn", "registry": self._registry}
        self.sessions_open = Gauge("sessions_open", "Sessions now open", **shared)
        self.sessions = Counter("sessions", "Sessions that have ended", ["protocol", "reason"], **shared)
        self.refused = Counter("refused", "Connections turned away", ["code"], **shared)
        self.heard_seconds = Counter("heard_seconds", "Seconds of sound taken in", **shared)
        self.spoken_seconds = Counter("spoken_seconds", "Seconds of speech given out", **shared)
        self.micro_turn = Histogram("micro_turn_seconds", "Compute of a micro-turn", buckets=SECONDS, **shared)
        self._replicas(**shared, labelnames=["replica"])
        self.moves = Counter("moves", "Sessions that have gone on in another process", ["why"], **shared)
        self.moves_failed = Counter("moves_failed", "Sessions that could not, and were ended", ["why"], **shared)
        self.move_gap = Histogram("move_gap_seconds", "Gap of a move", ["why"], buckets=GAPS, **shared)
        self.relived = Counter("relived_micro_turns", "Read again after a crash, since the last save", **shared)
        self.forgotten_seconds = Counter("forgotten_seconds", "Memory of sessions lost in crashes", **shared)

    def _replicas(self, **shared: Any) -> None:
        """One each for every process of the engine."""
        self.engine_sessions = Gauge("engine_sessions", "Sessions in it now", **shared)
        self.engine_starts = Gauge("engine_starts", "Times the engine's process was started", **shared)
        self.sessions_allowed = Gauge("sessions_allowed", "Sessions that the engine lets in now", **shared)
        self.engine_share = Gauge("engine_share", "Share of the engine's time that open sessions cost", **shared)
        self.batch_sessions = Gauge("batch_sessions", "Sessions computed together, on average of late", **shared)
        self.micro_turns_missed = Gauge("micro_turns_missed", "Done too late since the engine started", **shared)

    def replica(self, number: int, num_open: int, num_starts: int, load: Load) -> None:
        """How a process of the engine is, by what it said last."""
        values = {
            self.engine_sessions: num_open, self.engine_starts: num_starts, self.sessions_allowed: load.max_open,
            self.engine_share: load.share, self.batch_sessions: load.together, self.micro_turns_missed: load.num_missed,
        }  # fmt: skip
        for gauge, value in values.items():
            gauge.labels(str(number)).set(value)

    def moved(self, moved: Moved) -> None:
        if moved.error:
            self.moves_failed.labels(moved.why).inc()
            return
        self.moves.labels(moved.why).inc()
        self.move_gap.labels(moved.why).observe(moved.gap_s)
        self.relived.inc(moved.num_relived)
        self.forgotten_seconds.inc(moved.forgotten_s)

    def turn(self, turn: MicroTurn) -> None:
        self.micro_turn.observe(sum(turn.compute_ms.values()) / 1000)

    def text(self) -> bytes:
        return generate_latest(self._registry)

"""What operators watch, in Prometheus' text format. Knows numbers only: no words, no sound, no keys."""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from microturn.core.messages import Load, MicroTurn

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
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
        self.engine_starts = Gauge("engine_starts", "Times the engine's process was started", **shared)
        self.sessions_allowed = Gauge("sessions_allowed", "Sessions that the engine lets in now", **shared)
        self.engine_share = Gauge("engine_share", "Share of the engine's time that open sessions cost", **shared)
        self.batch_sessions = Gauge("batch_sessions", "Sessions computed together, on average of late", **shared)
        self.micro_turns_missed = Gauge("micro_turns_missed", "Done too late since the engine started", **shared)

    def load(self, load: Load) -> None:
        """What the engine said last."""
        self.sessions_allowed.set(load.max_open)
        self.engine_share.set(load.share)
        self.batch_sessions.set(load.together)
        self.micro_turns_missed.set(load.num_missed)

    def turn(self, turn: MicroTurn) -> None:
        self.micro_turn.observe(sum(turn.compute_ms.values()) / 1000)

    def text(self) -> bytes:
        return generate_latest(self._registry)

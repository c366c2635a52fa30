"""Figures of a cell, one condition and one transport: scores of its requests, averaged. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from microturn.bench import stats
from microturn.bench.network.condition import Condition
from microturn.bench.network.route import Carried
from microturn.bench.stats import Estimate, percentiles
from microturn.bench.suite.benchmark import Figure, Metric, Row

TRANSPORTS = ("websocket", "webrtc")
CALLER = (  # what the one who calls sees
    Metric("answered", "answered"),
    Metric("latency_s", "latency median", "s", "latency_median_s", stats.median, is_better_high=False),
    Metric("latency_s", "latency 90 %", "s", "latency_p90_s", stats.p90, is_better_high=False),
    Metric("heard_errors", "heard wrong", name="heard_wer", per="heard_words", is_better_high=False),
    Metric("said_errors", "understood wrong", name="said_wer", per="said_words", is_better_high=False),
    Metric("soon", "too soon", is_better_high=False),
    Metric("starts", "more starts", "", is_better_high=False),
    Metric("gap_s", "gaps", name="gaps", per="speech_s", is_better_high=False),
)
WAY = (  # why
    Metric("connected", "connected"),
    Metric("connect_s", "connect", "s", statistic=stats.median, is_better_high=False),
    Metric("result_s", "result", "s", statistic=stats.median, is_better_high=False),
    Metric("filled", "filled in", "", is_better_high=False),
    Metric("lost_in_s", "lost in", name="lost_in", per="user_s", is_better_high=False),
    Metric("lost_out_s", "lost out", name="lost_out", per="model_s", is_better_high=False),
)
MISSED = "missed"
OWN_P99_MS = 20.0  # beyond this lateness of the measuring machine, a packet, times say little
MOST_MISSED = 0.01  # beyond this share of micro-turns the server is too slow, whatever the network does


@dataclass(frozen=True)
class Cell:
    """`rows`: scores of the requests. `num_missed` of `num_turns` micro-turns were done too late by the server; None:
    unknown. `rtt_ms`, `loss`: of the link, as the probe found it. `lateness_s`: of the caller, one each 20 ms."""

    condition: Condition
    transport: str
    rows: tuple[Row, ...]
    num_turns: int = 0
    num_missed: int | None = None
    rtt_ms: dict[str, float] = field(default_factory=lambda: {})
    loss: float | None = None
    carried: Carried = field(default_factory=Carried)
    lateness_s: tuple[float, ...] = ()

    def figures(self, metrics: Sequence[Metric] = (*CALLER, *WAY)) -> list[Figure]:
        found = [metric.figure(self.rows) for metric in metrics]
        return [*found, self.missed] if WAY[0] in metrics else found

    @property
    def missed(self) -> Figure:
        """Share of micro-turns."""
        share = None if self.num_missed is None or not self.num_turns else self.num_missed / self.num_turns
        value = None if share is None else Estimate(share, share, share, self.num_turns)
        return Figure(MISSED, MISSED, value, "%", False)

    @property
    def own_ms(self) -> float | None:
        """How late the measuring machine was, 99 % of packets: to speak, or to carry."""
        spoken = [percentiles([1000 * late_s for late_s in self.lateness_s])["p99"]] if self.lateness_s else []
        return max([*spoken, self.carried.out.late_ms, self.carried.back.late_ms]) if spoken else None

    @property
    def is_valid(self) -> bool:
        """Whether its times are those of the network: neither this machine nor the server was late by itself."""
        is_late = self.own_ms is None or self.own_ms > OWN_P99_MS
        return not is_late and (self.missed.value is None or self.missed.value.value <= MOST_MISSED)

    @property
    def failures(self) -> list[str]:
        return [row.failure for row in self.rows if row.failure]


def pairs(cells: Sequence[Cell]) -> Iterator[tuple[Condition, list[Cell | None]]]:
    """Conditions in order, each with its cells in the order of `TRANSPORTS`."""
    by_place = {(cell.condition, cell.transport): cell for cell in cells}
    for condition in dict.fromkeys(cell.condition for cell in cells):
        yield condition, [by_place.get((condition, transport)) for transport in TRANSPORTS]

"""How many sessions a layout serves in time, and which layout serves those that are asked for with the fewest GPUs.

A micro-turn of all sessions of a batch has to be done within 200 ms less a head-room, which pays for micro-turns that
hold more than the mean, for uneven experts, and for whatever else the machine does.
"""

from dataclasses import dataclass
from math import ceil

from microturn.core.errors import BadConfig
from microturn.core.units import TICK_S
from microturn.model.config import ModelConfig
from microturn.plan import memory, parameters
from microturn.plan.layout import Layout, Timing, fits, gpu_bytes, layouts, timing
from microturn.plan.machines import Machine
from microturn.plan.work import Costs, Traffic, phases

MOST_SESSIONS = 1 << 20
NO_LAYOUT = "expected a machine that serves one session of {preset} within {limit:.0f} ms, {machine} does not: {why}"


@dataclass(frozen=True)
class Case:
    """What a plan is made for. `weights`: format; `minutes`: how long sessions are, None: longer than the window;
    `headroom`: share of the 200 ms that stays free."""

    config: ModelConfig
    machine: Machine
    weights: str
    traffic: Traffic
    minutes: float | None = None
    headroom: float = 0.4

    @property
    def limit_s(self) -> float:
        return TICK_S * (1 - self.headroom)

    @property
    def attended(self) -> int:
        return memory.seen(self.config, self.traffic.positions, self.minutes)

    @property
    def costs(self) -> Costs:
        each = parameters.bytes_each(self.config, self.weights)
        return Costs(self.config, self.traffic, self.attended, each, self.machine.value_bytes)

    @property
    def session_bytes(self) -> int:
        """Of a full ring, or, where `minutes` are given, of as many positions as are used (a cache in pages)."""
        slots = None if self.minutes is None else self.attended
        return memory.session_bytes(self.config, self.machine.value_bytes, slots)


@dataclass(frozen=True)
class Serving:
    """`replicas` of a layout; `most`: sessions that one of them could have; `sessions`: that the fullest has;
    `batch`: of them that go together; timings of that batch's micro-turn."""

    layout: Layout
    replicas: int
    most: int
    sessions: int
    batch: int
    timings: list[Timing]
    gpu_bytes: float

    @property
    def gpus(self) -> int:
        return self.replicas * self.layout.gpus

    @property
    def total_s(self) -> float:
        return sum(timing.total_s for timing in self.timings)

    @property
    def link_bytes(self) -> float:
        return sum(timing.link_bytes for timing in self.timings)


def micro_turn(case: Case, layout: Layout, sessions: int) -> list[Timing]:
    """Phases of one batch: with several stages, that part of the sessions which is in step."""
    batch = ceil(sessions / layout.stages)
    costs = case.costs
    return [timing(layout, case.machine, costs, phase, batch) for phase in phases(costs, batch)]


def serves(case: Case, layout: Layout, sessions: int) -> bool:
    """Whether weights and sessions fit, and a micro-turn is done in time."""
    needed = gpu_bytes(layout, case.costs, case.weights, case.session_bytes, sessions)
    if not fits(case.machine, needed):
        return False
    return sum(timing.total_s for timing in micro_turn(case, layout, sessions)) <= case.limit_s


def most_sessions(case: Case, layout: Layout) -> int:
    """The largest number that is served; 0 if not even one is."""
    if not serves(case, layout, 1):
        return 0
    low, high = 1, 2
    while high <= MOST_SESSIONS and serves(case, layout, high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if serves(case, layout, middle) else (low, middle)
    return low


def place(case: Case, layout: Layout, most: int, sessions: int) -> Serving:
    """`sessions` over as few copies of a layout as can serve them, evenly."""
    replicas = ceil(sessions / most)
    each = ceil(sessions / replicas)
    needed = gpu_bytes(layout, case.costs, case.weights, case.session_bytes, each)
    batch = ceil(each / layout.stages)
    return Serving(layout, replicas, most, each, batch, micro_turn(case, layout, each), needed)


def serve(case: Case, sessions: int) -> Serving:
    """The plan with the fewest GPUs, and of these the fastest. Raises BadConfig where none serves one session."""
    plans = [
        place(case, layout, most, sessions)
        for layout in layouts(case.config, case.machine)
        if (most := most_sessions(case, layout))
    ]
    if not plans:
        raise BadConfig(_why(case))
    return min(plans, key=lambda plan: (plan.gpus, plan.total_s))


def _why(case: Case) -> str:
    room = any(
        fits(case.machine, gpu_bytes(layout, case.costs, case.weights, case.session_bytes, 1))
        for layout in layouts(case.config, case.machine)
    )
    why = "it is too slow" if room else "its memory is too small"
    names = {"preset": case.config.preset, "machine": case.machine.name}
    return NO_LAYOUT.format(limit=1000 * case.limit_s, why=f"{why}; try another --gpu or --weights int8", **names)

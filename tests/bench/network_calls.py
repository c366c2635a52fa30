"""Calls and cells of the network benchmark whose scores are known."""

from dataclasses import replace

import numpy as np

from microturn.bench.items import Item
from microturn.bench.network.call import Call
from microturn.bench.network.carrier import Count
from microturn.bench.network.condition import CLEAN, Condition
from microturn.bench.network.figures import Cell
from microturn.bench.network.route import Carried
from microturn.bench.suite.benchmark import Row
from microturn.bench.transports import Heard, Sound, Ticked, Written
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES


def tone(seconds: float, rate_hz: int, level: float = 0.2) -> Audio:
    times_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (level * np.sin(2 * np.pi * 300 * times_s)).astype(np.float32)


def hum(seconds: float, rate_hz: int) -> Audio:
    """The noise of a microphone, 60 dB below full scale."""
    return np.random.default_rng(3).normal(0, 1e-3, round(seconds * rate_hz)).astype(np.float32)


def item_of(text: str) -> Item:
    return Item("answer", "request", 0, 0, np.zeros(0, np.float32), text, end_s=1.0)


def call_of(delay_s: float = 0.0, lost: tuple[int, ...] = (), filled: int = 0) -> Call:
    """A request of 1 s and its answer of 0.8 s, which the model begins 0.4 s after it. `lost`: micro-turns of the
    answer that never come; `filled`: micro-turns that the server put into the request."""
    user = np.concatenate([hum(0.2, EAR_HZ), tone(0.8, EAR_HZ), hum(3.0, EAR_HZ)])
    user += hum(4.0, EAR_HZ)
    call = Call(user, 1.0, [10 + 0.02 * (k + 1) for k in range(200)], connect_s=0.3)
    silence = np.zeros(filled * EAR_TICK_SAMPLES, np.float32)
    heard = np.concatenate([user[: 3 * EAR_TICK_SAMPLES], silence, user[3 * EAR_TICK_SAMPLES :]])
    rows = [np.zeros(MOUTH_TICK_SAMPLES, np.float32) for _ in range(20)]
    for tick in range(7, 11):
        rows[tick] = tone(0.2, MOUTH_HZ)
    call.heard = Heard(heard, np.concatenate(rows))
    for tick, row in enumerate(rows):
        at_s = 10 + 0.2 * (tick + 1) + delay_s
        call.arrivals.append(Ticked(at_s, tick, 20.0))
        if tick not in lost:
            call.arrivals.append(Sound(at_s, row))
    call.arrivals += [Written(11.0, " stop", True), Written(11.2, " it now", True), Written(11.6, " all right", False)]
    return call


def cell_of(condition: Condition, transport: str, latency_s: float | None, own_s: float = 0.001) -> Cell:
    answered = {"connected": 1.0, "answered": float(latency_s is not None), "latency_s": latency_s}
    rows = [Row(k, "answer", answered | {"heard_errors": 1.0, "heard_words": 4.0, "filled": 2.0}) for k in range(2)]
    rows[1] = replace(rows[1], failure="broke off: ConnectionClosed")
    link = {"p50": 200.0, "p95": 300.0}
    return Cell(condition, transport, tuple(rows), 50, 0, link, 0.05, Carried(Count(9), Count(9)), (own_s,) * 10)


def cells() -> list[Cell]:
    bad = Condition(5, 100)
    return [
        cell_of(CLEAN, "websocket", 0.5), cell_of(CLEAN, "webrtc", 0.75), cell_of(bad, "websocket", 1.25),
        cell_of(bad, "webrtc", None),
    ]  # fmt: skip

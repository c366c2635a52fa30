"""The wire benchmark: how long after the user's last sample the answer sounds, and what a transport adds to a
micro-turn. The same requests over every transport, in real time.

What is added is measured per micro-turn and free from what the model decides: its computing is taken off each one.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from tqdm import tqdm

from microturn.bench.drive import User
from microturn.bench.host import host
from microturn.bench.items import Item
from microturn.bench.report import Origin, row
from microturn.bench.stats import percentiles
from microturn.bench.trace import FIRST_VOICE_S, JUDGED_S, Delay, Trace, delays
from microturn.bench.transports import CHUNK_MS, CHUNKS_PER_TICK, InProcess, Link, Transport, WebSocket
from microturn.bench.webrtc import WebRtc
from microturn.core.clock import Clock
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ, TICKS_PER_S
from microturn.engine.remote import Engine, EngineConfig

MARGIN_S = 0.6
CONNECT_S = 30.0
PERCENTILES = ("p50", "p95", "p99")
BASE, HEADLINE = "in_process", "websocket"


@dataclass(frozen=True)
class Measured:
    """What came of the items over one transport. `num_lost`: micro-turns that held nothing of what was sent (silence
    that was filled in), left out of the delays."""

    name: str
    latencies_s: tuple[float, ...]  # of the items that were answered
    delays: tuple[Delay, ...]
    num_items: int
    num_lost: int

    @property
    def latency_median_s(self) -> float | None:
        return round(float(np.median(self.latencies_s)), 4) if self.latencies_s else None


async def run_wire(checkpoint: str, items: Sequence[Item], num_sessions: int, clock: Clock) -> list[Measured]:
    """Raises EngineLost when the engine or the server does not start."""
    out: list[Measured] = []
    engine = await Engine.start(EngineConfig(checkpoint, max_sessions=1))
    try:
        out.append(await measure(InProcess(engine, clock), items, 1, clock))
    finally:
        await engine.close()
    with TemporaryDirectory() as folder:
        async with host(checkpoint, Path(folder), num_sessions) as address:
            for transport in transports(address, Path(folder), clock):
                out.append(await measure(transport, items, num_sessions, clock))
    return out


def transports(address: str, recordings: Path, clock: Clock) -> list[Transport]:
    """Those by which a server is reached."""
    sockets = (WebSocket(f"ws://{address}", recordings, clock, rate_hz) for rate_hz in (MOUTH_HZ, EAR_HZ))
    return [*sockets, WebRtc(f"http://{address}", recordings, clock)]


async def measure(transport: Transport, items: Sequence[Item], num_sessions: int, clock: Clock) -> Measured:
    """Every item once, `num_sessions` of them at a time."""
    waiting, traces = list(reversed(items)), list[Trace]()
    with tqdm(total=len(items), desc=transport.name, unit="item", leave=False) as bar:

        async def work() -> None:
            while waiting:
                traces.append(await converse(transport, waiting.pop(), clock))
                bar.update()

        async with asyncio.TaskGroup() as tasks:
            for _ in range(num_sessions):
                tasks.create_task(work())
    return await asyncio.to_thread(summed, transport.name, traces)


def summed(name: str, traces: Sequence[Trace]) -> Measured:
    latencies = [trace.latency_s() for trace in traces]
    found = [delays(trace) for trace in traces]
    return Measured(
        name,
        tuple(latency for latency in latencies if latency is not None),
        tuple(delay for of_trace in found for delay in of_trace),
        len(traces),
        sum(len(trace.ticks) - len(of_trace) for trace, of_trace in zip(traces, found)),
    )


async def converse(transport: Transport, item: Item, clock: Clock) -> Trace:
    """One item in a session of its own, at the pace of speech."""
    trace = Trace(sound_of(item), item.end_s)
    link = await asyncio.wait_for(transport.open(item, trace.user), CONNECT_S)
    try:
        async with asyncio.TaskGroup() as tasks:
            receiving = tasks.create_task(receive(link, trace))
            await speak(link, trace, clock)
            receiving.cancel()
    finally:
        trace.heard = await asyncio.wait_for(link.close(), CONNECT_S)
    return trace


async def speak(link: Link, trace: Trace, clock: Clock) -> None:
    """Each 20 ms once they would have been spoken, until nothing more can be learned."""
    start_s = clock.now_s()
    for chunk in range(len(trace.user) * 1000 // EAR_HZ // CHUNK_MS):
        await asyncio.sleep(max(0.0, start_s + (chunk + 1) * CHUNK_MS / 1000 - clock.now_s()))
        trace.sent_s.append(clock.now_s())
        await link.send(chunk)
        if chunk % CHUNKS_PER_TICK == CHUNKS_PER_TICK // 2 and trace.is_over(clock.now_s()):
            return


async def receive(link: Link, trace: Trace) -> None:
    while True:
        trace.arrivals.extend(await link.receive())


def sound_of(item: Item, after_s: float = FIRST_VOICE_S + JUDGED_S + MARGIN_S) -> Audio:
    """float32 [n] at 16 kHz: the user's turn over the noise of a microphone, and time for an answer."""
    user, seconds = User(item), item.end_s + after_s
    return np.concatenate([user.speak() for _ in range(round(seconds * TICKS_PER_S) + 1)])


def added_ms(found: Measured, base: Measured) -> dict[str, float]:
    """Percentiles of what a transport adds to a micro-turn: the time that is not computing, less the median of the
    same in process."""
    return _less(found, [delay.over_ms for delay in base.delays], [delay.over_ms for delay in found.delays])


def sound_added_ms(found: Measured, base: Measured) -> dict[str, float]:
    """The same up to the first sample of the micro-turn's sound, where it spoke."""
    return _less(found, sound_over_ms(base), sound_over_ms(found))


def sound_over_ms(found: Measured) -> list[float]:
    return [delay.sound_ms - delay.compute_ms for delay in found.delays if delay.sound_ms is not None]


def _less(found: Measured, base: Sequence[float], own: Sequence[float]) -> dict[str, float]:
    if not base or not own or found.name == BASE:
        return {}
    return percentiles([ms - float(np.median(base)) for ms in own])


def flat(results: Sequence[Measured]) -> dict[str, float]:
    """For the JSON line; what was not measured is left out. Compute and results are those of the WebSocket."""
    base, out = results[0], dict[str, float]()
    for found in results:
        for what, values in (("added", added_ms(found, base)), ("sound_added", sound_added_ms(found, base))):
            out |= {f"{found.name}_{what}_{p}_ms": values[p] for p in PERCENTILES if p in values}
        if found.latency_median_s is not None:
            out[f"{found.name}_latency_median_s"] = found.latency_median_s
        out[f"{found.name}_answered"] = round(len(found.latencies_s) / max(1, found.num_items), 4)
        if found.name == HEADLINE and found.delays:
            compute, result = ([getattr(d, f"{k}_ms") for d in found.delays] for k in ("compute", "result"))
            out |= {f"micro_turn_{p}_ms": percentiles(compute)[p] for p in PERCENTILES}
            out |= {f"result_{p}_ms": percentiles(result)[p] for p in PERCENTILES}
    if f"{HEADLINE}_latency_median_s" in out:
        out["latency_median_s"] = out[f"{HEADLINE}_latency_median_s"]
    return out


def table(results: Sequence[Measured]) -> Iterator[str]:
    columns = ("result added, ms", "sound added, ms", "compute, ms")
    numbers = " ".join(f"{'p50':>5} {'p95':>5} {'p99':>5}" for _ in columns)
    yield f"{'':15} {'answered':>9} {'latency':>8} " + " ".join(f"{column:>17}" for column in columns)
    yield f"{'':15} {'':9} {'':8} {numbers}"
    for found in results:
        compute = percentiles([delay.compute_ms for delay in found.delays]) if found.delays else {}
        triples = (added_ms(found, results[0]), sound_added_ms(found, results[0]), compute)
        cells = " ".join(f"{_show(values.get(p)):>5}" for values in triples for p in PERCENTILES)
        latency = "-" if found.latency_median_s is None else f"{found.latency_median_s:.2f} s"
        yield f"{found.name:15} {len(found.latencies_s):5} of {found.num_items:<2}{latency:>8} {cells}".rstrip()
    yield ", ".join(f"{found.name}: {len(found.delays)} micro-turns" for found in results)
    for found in results:
        if found.num_lost:
            yield f"{found.name}: {found.num_lost} micro-turns were silence that the server filled in; not counted"


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def details(results: Sequence[Measured], origin: Origin) -> dict[str, object]:
    """Everything, for results.json."""
    return {
        "command": origin.command,
        "transports": {
            found.name: {
                "items": found.num_items,
                "lost": found.num_lost,
                "latencies_s": [round(latency, 4) for latency in found.latencies_s],
                "over_ms": [round(delay.over_ms, 2) for delay in found.delays],
                "sound_over_ms": [round(ms, 2) for ms in sound_over_ms(found)],
                "compute_ms": [round(delay.compute_ms, 2) for delay in found.delays],
            }
            for found in results
        },
    }


def rows(results: Sequence[Measured], origin: Origin) -> list[str]:
    """For the README's table."""
    none, out = ["-"] * 4, list[str]()
    for found in results:
        name, added = found.name.replace("_", " "), added_ms(found, results[0])
        if found.latency_median_s is not None:
            label = f"last sample sent to answer heard, median, {name}"
            out.append(row(label, f"{found.latency_median_s:.2f} s", str(len(found.latencies_s)), none, origin))
        if added:
            value = f"{added['p50']:.0f} / {added['p95']:.0f} / {added['p99']:.0f} ms"
            label = f"added to a micro-turn by {name}, p50 / p95 / p99"
            out.append(row(label, value, str(len(found.delays)), none, origin))
    return out

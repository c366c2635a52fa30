"""The wire benchmark: what it finds in traces whose delays are known, and that it runs from end to end."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from microturn.bench import wire
from microturn.bench.items import make_items
from microturn.bench.report import Origin
from microturn.bench.sources import Sources
from microturn.bench.trace import Trace, delays, heard_at, place, places
from microturn.bench.transports import CHUNK_SAMPLES, Arrival, Heard, Sound, Ticked, arrivals
from microturn.bench.wire import Measured
from microturn.cli.main import main
from microturn.core.clock import SystemClock
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ, MOUTH_TICK_SAMPLES
from tests.engine.checkpoints import tiny_checkpoint

COMPUTE_MS = 30.0


def noise(num: int, seed: int = 0) -> Audio:
    return np.random.default_rng(seed).normal(0, 0.1, num).astype(np.float32)


def trace_of(wire_s: float, silent_ticks: int = 0, lag: int = 0) -> Trace:
    """2 s of sound at the pace of speech; each result comes `wire_s` after its computing. The server put silence
    before it, and its filter holds back `lag` chunks. The model answers a turn that ends at 1 s, from 1.2 s on."""
    user = noise(2 * EAR_HZ)
    trace = Trace(user, end_s=1.0, sent_s=[10 + 0.02 * (i + 1) for i in range(len(user) // CHUNK_SAMPLES)])
    quiet, voice = np.zeros(MOUTH_TICK_SAMPLES, np.float32), noise(5 * MOUTH_TICK_SAMPLES, 1)
    said = [quiet] * (silent_ticks + 5) + list(voice.reshape(5, -1))
    found: list[Arrival] = []
    for tick in range(silent_ticks + 10):
        at_s = 10 + 0.2 * (tick - silent_ticks + 1) + 0.02 * lag + COMPUTE_MS / 1000 + wire_s
        found += [Sound(at_s, said[tick]), Ticked(at_s, tick, COMPUTE_MS)]
    trace.arrivals = found
    silence = np.zeros(silent_ticks * 3200, np.float32)
    trace.heard = Heard(np.concatenate([silence, user]), np.concatenate(said))
    return trace


@pytest.mark.parametrize(("silent_ticks", "lag", "over_ms"), [(0, 0, 7), (3, 0, 7), (1, 2, 47)])
def test_delays_are_found_whatever_the_server_puts_before(silent_ticks: int, lag: int, over_ms: float) -> None:
    found = delays(trace_of(0.007, silent_ticks, lag))
    assert len(found) == 10
    assert [delay.over_ms for delay in found] == pytest.approx([over_ms] * 10, abs=0.01)
    sound = [delay.sound_ms for delay in found if delay.sound_ms is not None]
    assert sound == pytest.approx([over_ms + COMPUTE_MS] * 5, abs=0.1)


def test_latency_is_from_the_last_sample_sent_to_the_first_heard() -> None:
    trace = trace_of(0.05)
    assert trace.turn_ended_s == pytest.approx(11.0)
    assert trace.latency_s() == pytest.approx(0.2 + 0.03 + 0.05, abs=0.011)
    assert trace.is_over(20.0)
    trace.arrivals = trace.arrivals[:10]
    assert trace.latency_s() is None
    assert not trace.is_over(12.0)
    assert trace.is_over(17.5)


def test_places() -> None:
    line = noise(20_000)
    assert place(line[1234:4434], line) == 1234
    assert place(noise(3200, 5), line) is None
    assert place(np.zeros(3200, np.float32), line) is None
    disturbed = line[3700:6900].copy()
    disturbed += noise(3200, 3) * np.float32(0.2)
    pieces = np.concatenate([line[100:3300], np.zeros(3200, np.float32), disturbed])
    assert places(pieces, line, 3200, EAR_HZ) == [100, None, 3700]


def test_sound_is_heard_from_the_arrival_of_its_block_on() -> None:
    sounds = [Sound(1.0, noise(4800)), Sound(1.5, noise(4800))]
    assert heard_at(sounds, 0.1) == pytest.approx(1.1)
    assert heard_at(sounds, 0.2) == pytest.approx(1.5)
    assert heard_at(sounds, 0.3) == pytest.approx(1.6)


def test_events() -> None:
    [sound] = arrivals({"type": "session.output_audio.delta", "delta": "AEAAQA=="}, 3.0, MOUTH_HZ)
    assert isinstance(sound, Sound)
    assert sound.audio.tolist() == [0.5, 0.5]
    ticked = {"type": "microturn.tick", "tick": 7, "compute_ms": {"a": 1, "b": 2}}
    assert arrivals(ticked, 3.0, MOUTH_HZ) == (Ticked(3.0, 7, 3),)
    assert arrivals({"type": "session.usage.updated"}, 3.0, MOUTH_HZ) == ()


def test_what_is_added_is_free_from_what_is_computed() -> None:
    base = wire.summed("in_process", [trace_of(0.002)])
    results = [base, wire.summed("websocket", [trace_of(0.012), trace_of(0.012)])]
    found = wire.flat(results)
    for name, value in {"added_p50_ms": 10, "added_p99_ms": 10, "sound_added_p95_ms": 10, "answered": 1}.items():
        assert found[f"websocket_{name}"] == pytest.approx(value, abs=0.1)
    assert found["latency_median_s"] == pytest.approx(found["in_process_latency_median_s"] + 0.01, abs=0.001)
    assert (found["micro_turn_p95_ms"], found["result_p95_ms"]) == pytest.approx((COMPUTE_MS, COMPUTE_MS + 12))
    assert "in_process_added_p50_ms" not in found
    lines = list(wire.table([*results, Measured("webrtc", (), (), 2, 3)]))
    assert any("webrtc" in line and "0 of 2" in line for line in lines)
    assert len(wire.rows(results, Origin("microturn bench wire", "abc", "nano"))) == 3


def test_every_transport_from_end_to_end(bank: Path, tmp_path: Path) -> None:
    checkpoint = str(tiny_checkpoint(tmp_path / "tiny"))
    items = [replace(item, end_s=-4.0) for item in make_items("answer", Sources(bank), 2, 0)]  # no time for an answer
    results = asyncio.run(asyncio.wait_for(wire.run_wire(checkpoint, items, 2, SystemClock()), 120))
    assert [found.name for found in results] == ["in_process", "websocket", "websocket_16khz", "webrtc"]
    for found in results:
        assert found.num_items == 2
        assert len(found.delays) >= 10, found.name
    content = json.loads(json.dumps(wire.details(results, Origin("", "", "tiny"))))
    assert len(content["transports"]["websocket"]["over_ms"]) == len(results[1].delays)


def test_a_checkpoint_that_is_not_there_is_told_before_anything_starts(bank: Path) -> None:
    found = CliRunner().invoke(main, ["bench", "wire", "--checkpoint", "nobody", "--bank", str(bank)])
    assert found.exit_code == 2
    assert "expected a checkpoint's name or folder, got 'nobody'" in found.output

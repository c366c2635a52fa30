"""Messages bent out of shape: every one is answered or ignored, and the session is as good as new afterwards."""

import copy
import json
from typing import Any

import numpy as np
import pytest

from microturn.server.background import Background
from microturn.server.live import Live
from microturn.server.realtime import Realtime
from microturn.wire.parse import dump
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids, turn
from tests.wire import live_samples, realtime_samples

NUM_BENT = 400  # of each protocol
ODD: list[Any] = [None, "", "root", 0, -1, 1e300, True, [], {}, [None], {"type": "x"}, "é" * 5000, "AAE=", 2**70]


def bend(message: dict[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    """One to three of its values, at any depth, dropped or replaced by something odd."""
    bent = copy.deepcopy(message)
    for _ in range(int(rng.integers(1, 4))):
        spot: Any = bent
        while True:
            keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
            if not keys:
                break
            key = keys[int(rng.integers(len(keys)))]
            if isinstance(spot[key], dict | list) and spot[key] and rng.random() < 0.7:
                spot = spot[key]
                continue
            if isinstance(spot, dict) and rng.random() < 0.3:
                del spot[key]
            else:
                spot[key] = copy.deepcopy(ODD[int(rng.integers(len(ODD)))])
            break
    return bent


def words(events: Any) -> list[str]:
    return [json.loads(dump(event))["type"] for event in events]


@pytest.mark.parametrize("seed", range(4))
def test_realtime(seed: int) -> None:
    rng = np.random.default_rng(seed)
    session = Realtime(Background(FakeLine()), counting_ids(), CAPABILITIES)
    for i in range(NUM_BENT // 4):
        message = bend(realtime_samples.FROM_CLIENT[i % len(realtime_samples.FROM_CLIENT)], rng)
        words(session.read(json.dumps(message), 1 << 20))
        words(session.advance(turn(i, " a" if i % 7 == 0 else "", " b" if i % 5 < 2 else "")))
    session.read('{"type": "session.update", "session": {"output_modalities": ["audio"]}}', 1 << 20)
    events = [name for i in range(40) for name in words(session.advance(turn(1000 + i, "", " b" if i == 20 else "")))]
    assert "response.output_audio.delta" in events
    assert events[-1] == "response.done"


@pytest.mark.parametrize("seed", range(4))
def test_live(seed: int) -> None:
    rng = np.random.default_rng(seed)
    live = Live(Background(FakeLine()), counting_ids(), CAPABILITIES, 2_000_000_000)
    for _ in range(20):
        live.read(json.dumps(bend(live_samples.FROM_CLIENT[0], rng)), 1 << 20)
    live.read('{"type": "session.start", "session": {"model": "m"}}', 1 << 20)
    for i in range(NUM_BENT // 4):
        message = bend(live_samples.FROM_CLIENT[i % len(live_samples.FROM_CLIENT)], rng)
        words(live.read(json.dumps(message), 1 << 20))
        assert words(live.advance(turn(i, " a", " b")))[0] == "session.output_audio.delta"

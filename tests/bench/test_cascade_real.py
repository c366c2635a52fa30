"""The real cascade, where its environment and models are named (docs/benchmarks.md): a minute, so never in CI."""

import os

import numpy as np
import pytest

from microturn.bench.cascade.config import PREFIX
from microturn.bench.cascade.target import open_cascade
from microturn.bench.items import Item
from microturn.bench.suite.take import Take
from microturn.core.clock import SystemClock
from microturn.core.messages import Source

ITEM = Item("answer", "request", 0, 0, np.zeros(0, np.float32))

pytestmark = pytest.mark.skipif(f"{PREFIX}KOKORO" not in os.environ, reason=f"needs {PREFIX}KOKORO and `make cascade`")


def test_pipecat_says_what_it_is_told_in_every_conversation() -> None:
    target = open_cascade()
    for text in ("The kettle is on the stove.", "Nine ducks went home."):
        take = Take(lambda: target.open(ITEM), SystemClock())
        take.tell(text, Source.BACKGROUND)
        for _ in range(40):
            take.step()
        record = take.record()
        take.close()
        assert record.failure == "" and record.voice and record.said_from(0.0) == text
        assert record.marks["cpu_s_per_min"] > 0

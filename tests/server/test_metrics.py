import numpy as np

from microturn.core.messages import Load, MicroTurn
from microturn.server.metrics import Metrics


def test_what_operators_see() -> None:
    metrics = Metrics()
    metrics.sessions.labels("live", "close_requested").inc()
    metrics.turn(MicroTurn(0, False, np.zeros(4800, np.float32), compute_ms={"prefill": 20.0, "decode": 30.0}))
    metrics.load(Load(12, share=0.5, together=2.5, num_missed=3))
    text = metrics.text().decode()
    for line in ("sessions_allowed 12.0", "engine_share 0.5", "batch_sessions 2.5", "micro_turns_missed 3.0"):
        assert f"microturn_{line}" in text
    assert 'microturn_sessions_total{protocol="live",reason="close_requested"} 1.0' in text
    assert 'microturn_micro_turn_seconds_bucket{le="0.045"} 0.0' in text
    assert 'microturn_micro_turn_seconds_bucket{le="0.06"} 1.0' in text
    assert Metrics().text() != metrics.text()

import numpy as np

from microturn.core.messages import Load, MicroTurn
from microturn.engine.fleet import Moved, Why
from microturn.server.metrics import Metrics


def test_what_operators_see() -> None:
    metrics = Metrics()
    metrics.sessions.labels("live", "close_requested").inc()
    metrics.turn(MicroTurn(0, False, np.zeros(4800, np.float32), compute_ms={"prefill": 20.0, "decode": 30.0}))
    metrics.replica(1, 4, 2, Load(12, share=0.5, together=2.5, num_missed=3))
    metrics.moved(Moved("a", Why.CRASH, 0.3, num_relived=5, num_waiting=2, forgotten_s=1.5))
    metrics.moved(Moved("b", Why.RESTART, 0.1, error="gone"))
    text = metrics.text().decode()
    values = {"engine_sessions": 4, "engine_starts": 2, "sessions_allowed": 12, "engine_share": 0.5}
    values |= {"batch_sessions": 2.5, "micro_turns_missed": 3}
    for name, value in values.items():
        assert f'microturn_{name}{{replica="1"}} {float(value)}' in text
    assert 'microturn_moves_total{why="crash"} 1.0' in text
    assert 'microturn_moves_failed_total{why="restart"} 1.0' in text
    assert 'microturn_move_gap_seconds_bucket{le="0.2",why="crash"} 0.0' in text
    assert 'microturn_move_gap_seconds_bucket{le="0.4",why="crash"} 1.0' in text
    assert "microturn_relived_micro_turns_total 5.0" in text
    assert "microturn_forgotten_seconds_total 1.5" in text
    assert 'microturn_sessions_total{protocol="live",reason="close_requested"} 1.0' in text
    assert 'microturn_micro_turn_seconds_bucket{le="0.045"} 0.0' in text
    assert 'microturn_micro_turn_seconds_bucket{le="0.06"} 1.0' in text
    assert Metrics().text() != metrics.text()

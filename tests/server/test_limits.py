import pytest

from microturn.server.limits import Door, Limits, Pace, Refusal


def test_the_door_counts_by_key_and_in_all() -> None:
    door = Door(Limits(max_sessions=3, max_per_key=2))
    door.enter("a")
    door.enter("a")
    with pytest.raises(Refusal, match="of this key") as caught:
        door.enter("a")
    assert caught.value.status == 429
    door.enter("b")
    with pytest.raises(Refusal, match="on this server") as caught:
        door.enter("b")
    assert caught.value.status == 503
    door.leave("a")
    door.enter("b")
    assert door.num_sessions == 3


def test_pace_of_messages() -> None:
    pace = Pace(Limits(max_messages_per_s=1, max_message_bytes=100), now_s=0.0)
    for second in range(10):
        pace.message(100, second * 0.5)
    with pytest.raises(Refusal, match="at most 1 messages"):
        pace.message(1, 5.0)
    pace.message(1, 10.1)
    with pytest.raises(Refusal, match="at most 100 bytes"):
        pace.message(101, 30.0)


def test_sessions_end_when_idle_or_long() -> None:
    pace = Pace(Limits(max_session_s=100, idle_s=30), now_s=0.0)
    assert pace.ended(29) == ""
    assert pace.ended(30) == "idle_timeout"
    pace.message(1, 80.0)
    assert pace.ended(99) == ""
    assert pace.ended(100) == "max_duration"

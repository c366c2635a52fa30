from microturn.server.pacer import PATIENCE_S, Pacer


def test_sound_that_comes_in_time_leaves_no_silence() -> None:
    pacer = Pacer(10.0)
    for tick in range(50):
        now_s = 10.0 + 0.2 * (tick + 1) + 0.1  # a tenth late
        assert pacer.due(now_s) == 0
        pacer.fed(1)


def test_silence_takes_the_place_of_what_does_not_come() -> None:
    pacer = Pacer(0.0)
    assert pacer.due(0.2 + PATIENCE_S - 0.01) == 0
    assert pacer.due(0.2 + PATIENCE_S) == 1
    assert pacer.due(1.0 + PATIENCE_S) == 4
    assert pacer.wait_s(1.0 + PATIENCE_S) > 0.19


def test_a_client_ahead_of_time_is_waited_for() -> None:
    pacer = Pacer(0.0)
    pacer.fed(15)  # 3 s at once
    assert pacer.due(3.0) == 0
    assert pacer.due(3.2 + PATIENCE_S) == 1

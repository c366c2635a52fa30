"""The buffer without sound: everything once, in its place, with gaps of the right length, and no later than needed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microturn.bench.network.condition import Condition
from microturn.server.jitter import MOST_HELD, Buffer, Piece
from microturn.server.patience import LEAST_S, MOST_S
from tests.server.lossy import FRAME, FRAME_S, HZ, JITTERS_MS, LOSSES, Arrival, arrivals, through_aiortc, through_ours

TICK = 10  # packets in a micro-turn
SECONDS = 30.0
NUM = round(SECONDS / FRAME_S)


def put(buffer: Buffer, number: int, now_s: float, origin: int = 0) -> None:
    buffer.put((origin + number * FRAME) % (1 << 32), FRAME, number.to_bytes(4), now_s)


def numbers(pieces: list[Piece]) -> list[int | None]:
    return [int.from_bytes(piece.payload) if piece.payload is not None else None for piece in pieces]


def taken(buffer: Buffer, packets: dict[int, float], until_s: float, origin: int = 0) -> list[int | None]:
    """Of packets by number, with the times at which they come."""
    out: list[int | None] = []
    for number, now_s in sorted(packets.items(), key=lambda each: each[1]):
        while buffer.due_s < now_s:
            out += numbers(buffer.take(buffer.due_s))
        put(buffer, number, now_s, origin)
        out += numbers(buffer.take(now_s))
    while buffer.due_s <= until_s:
        out += numbers(buffer.take(buffer.due_s))
    return out


def in_time(num: int) -> dict[int, float]:
    return {k: (k + 1) * FRAME_S for k in range(num)}


@pytest.mark.parametrize("origin", [0, 7, (1 << 32) - 3 * FRAME, (1 << 31) - 5 * FRAME])
def test_what_comes_in_time_goes_out_at_once(origin: int) -> None:
    buffer = Buffer(HZ)
    for number, now_s in in_time(50).items():
        put(buffer, number, now_s, origin)
        assert numbers(buffer.take(now_s)) == [number]
    assert (buffer.counts.num, buffer.counts.num_late, buffer.counts.missing_s) == (50, 0, 0.0)


def test_a_lost_packet_leaves_a_gap_of_its_length_and_delays_nothing() -> None:
    buffer, packets = Buffer(HZ), in_time(40)
    del packets[23]
    out: list[tuple[int | None, float]] = []
    for number, now_s in packets.items():
        put(buffer, number, now_s)
        out += [(each, now_s) for each in numbers(buffer.take(now_s))]
    assert [number for number, _ in out] == [None if k == 23 else k for k in range(40)]
    assert out[29][1] == packets[29], "its micro-turn is whole when its last packet has come"


def test_the_packet_behind_a_gap_is_named_and_a_gap_knows_how_long_it_is() -> None:
    buffer, packets = Buffer(HZ), in_time(20)
    for lost in (11, 12, 13):
        del packets[lost]
    pieces: list[Piece] = []
    for number, now_s in packets.items():
        put(buffer, number, now_s)
        pieces += buffer.take(now_s)
    gap = [piece for piece in pieces if piece.payload is None]
    assert gap == [Piece(FRAME), Piece(FRAME, before=FRAME), Piece(FRAME, None, (14).to_bytes(4), 2 * FRAME)]
    assert buffer.counts.missing_s == pytest.approx(0.06)


def test_a_micro_turn_whose_last_packet_is_lost_waits_little() -> None:
    buffer, packets = Buffer(HZ), in_time(120)  # 2 s: nothing has been late
    del packets[119]
    taken(buffer, packets, 0.0)
    assert buffer.due_s == pytest.approx(120 * FRAME_S + LEAST_S)
    assert numbers(buffer.take(2.43 + 1e-6)) == [None]
    put(buffer, 119, 2.44)
    assert buffer.counts.num_late == 1, "it comes when its place is given up"
    gap = [piece for k in range(200) for piece in buffer.take(2.44 + 0.005 * k)]
    assert gap == [Piece(FRAME, before=FRAME * (k + 1)) for k in range(4 * TICK)], "silence at the pace of time"


def test_nothing_is_heard_twice() -> None:
    buffer = Buffer(HZ)
    for number, now_s in in_time(30).items():
        for _ in range(3):
            put(buffer, number, now_s)
        assert numbers(buffer.take(now_s)) == [number]
    put(buffer, 31, 0.7)
    put(buffer, 31, 0.7)
    put(buffer, 30, 0.7)
    assert numbers(buffer.take(0.7)) == [30, 31]
    assert buffer.counts.num_late == 61


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 0.15), min_size=40, max_size=80), st.sets(st.integers(5, 79), max_size=20), st.integers(0, 3)
)
def test_everything_that_comes_in_time_comes_out_in_its_place(late_s: list[float], lost: set[int], origin: int) -> None:
    packets = {k: (k + 1) * FRAME_S + each_s for k, each_s in enumerate(late_s) if k not in lost or k == 0}
    packets[0] = FRAME_S
    out = taken(buffer := Buffer(HZ), packets, len(late_s) * FRAME_S + MOST_S, (1 << 32) - origin * FRAME)
    assert len(out) >= max(packets)
    assert all(number in (None, place) for place, number in enumerate(out))
    num_in_place = sum(number is not None for number in out)
    assert num_in_place + buffer.counts.num_late == len(packets)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("jitter_ms", JITTERS_MS)
def test_no_more_is_missing_than_the_network_lost_and_delay_is_that_of_the_network(
    loss: float, jitter_ms: float
) -> None:
    packets = arrivals(Condition(loss, jitter_ms=jitter_ms), SECONDS)
    lost = 1 - len(packets) / NUM
    ours, before = through_ours(packets, NUM), through_aiortc(packets, NUM)
    assert ours.came == sorted(set(ours.came))
    assert ours.num_out in range(NUM - TICK, NUM + 1), "in its place"
    assert ours.missing <= lost + 0.005 and (loss or not ours.missing)
    assert ours.delay_s <= (0.5 * jitter_ms + 1.5 * loss) / 1000 + 0.01
    assert ours.delay_p95_s <= jitter_ms / 1000 + LEAST_S + 0.02
    assert before.delay_s >= ours.delay_s + 0.05 and (not loss or before.missing >= 3 * lost)


def test_overtaking_is_learned() -> None:
    ours = through_ours(arrivals(Condition(reorder=5), SECONDS), NUM)
    assert ours.missing <= 0.003 and ours.came == sorted(set(ours.came))
    assert ours.delay_p95_s <= 0.06


@pytest.mark.parametrize("pace", [0.998, 1.002])
def test_the_drift_of_a_sender_adds_no_delay(pace: float) -> None:
    """Of one that is 0.4 s off at the end."""
    packets = arrivals(Condition(jitter_ms=20), 200, pace=pace)
    ours = through_ours(packets, 10_000, pace=pace)
    assert ours.missing == 0 and ours.num_out == 10_000
    assert max(ours.delays_s[-50:]) <= 0.03


def stalled(at_s: float, length_s: float, seconds: float = SECONDS) -> list[Arrival]:
    """Everything sent meanwhile comes at the end of it."""
    end_s = at_s + length_s
    return [replace(each, at_s=end_s) if at_s <= each.at_s < end_s else each for each in arrivals(Condition(), seconds)]


@pytest.mark.parametrize("length_s", [0.15, 0.3, 1.0, 3.0])
def test_a_stall_costs_what_comes_too_late_and_no_place_in_time(length_s: float) -> None:
    ours = through_ours(stalled(20.0, length_s), NUM)
    assert ours.num_out == NUM and ours.came == sorted(set(ours.came))
    assert ours.missing * SECONDS <= length_s
    assert ours.delays_s[-1] <= LEAST_S


def test_a_second_stall_is_waited_for() -> None:
    once = through_ours(stalled(20.0, 0.3), NUM)
    twice = through_ours([*stalled(20.0, 0.3)[:1030], *stalled(21.0, 0.3)[1030:]], NUM)
    assert 0 < once.missing == twice.missing


def test_a_clock_that_is_set_is_followed() -> None:
    buffer = Buffer(HZ)
    taken(buffer, in_time(50), 0.0)
    far = {k: 2.0 + k * FRAME_S for k in range(50)}  # mute for a second; its timestamps go on as if there had been none
    out = taken(buffer, {50 + k: 1.0 + FRAME_S + at_s for k, at_s in far.items()}, 0.0)
    assert [each for each in out if each is not None][-20:] == list(range(80, 100))
    put(buffer, 100_000, 5.0)  # forward by half an hour
    assert numbers(buffer.take(5.0)) == [100_000]
    assert buffer.due_s < 5.5


def test_what_waits_is_bounded() -> None:
    buffer = Buffer(HZ)
    buffer.put(0, 120, b"", 0.0)
    for k in range(2 * MOST_HELD):
        buffer.put(240 + 120 * k, 120, b"", 0.0025 * min(k, 3))
    assert len(buffer._held) <= MOST_HELD  # pyright: ignore[reportPrivateUsage]


def test_packets_of_other_lengths() -> None:
    for frame, num in ((120, 80), (1920, 5), (2880, 10)):
        buffer, out = Buffer(HZ), list[Piece]()
        for k in range(4 * num):
            if k % num != num // 2:
                buffer.put(k * frame, frame, b"x", (k + 1) * frame / HZ)
            out += buffer.take((k + 1) * frame / HZ + LEAST_S)
        assert sum(piece.samples for piece in out) >= (4 * num - 1) * frame
        assert sum(piece.samples for piece in out if piece.payload is None) == pytest.approx(4 * frame, abs=frame)

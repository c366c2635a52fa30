"""Weak networks, the pure parts: what becomes of packets, what is heard of late sound, scores, and what is told."""

import json
import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from microturn.bench.network import report
from microturn.bench.network.carrier import MOST_WAITING, Count, Direction
from microturn.bench.network.condition import CLEAN, Axes, Condition, numbers
from microturn.bench.network.fate import OVERTAKEN_S, PERIOD_S, Fates
from microturn.bench.network.figures import CALLER, WAY
from microturn.bench.network.loudspeaker import play
from microturn.bench.network.probe import PAYLOAD, Probe, checksum, replied, request
from microturn.bench.report import Origin
from microturn.bench.transports import Sound, Written, arrivals
from microturn.cli.bench_network import NetworkOptions, items_of, tell
from microturn.cli.main import main
from microturn.core.errors import BadConfig
from microturn.core.units import MOUTH_HZ, MOUTH_TICK_SAMPLES
from tests.bench.load_server import Loop
from tests.bench.network_calls import cell_of, cells, tone

PACKETS_S = [0.02 * k for k in range(4000)]
ORIGIN = Origin("microturn bench network --items 2", "abc1234", "nano")


def due_of(condition: Condition, seed: str = "1") -> list[float | None]:
    fates = Fates(condition, seed)
    return [fates.due_s(now_s) for now_s in PACKETS_S]


def test_conditions_have_names_and_bounds() -> None:
    assert (CLEAN.name, CLEAN.key) == ("clean", "clean")
    assert Condition(5, 100.5, 40, 1).name == "loss 5 %, delay 100.5 ms, jitter 40 ms, reorder 1 %"
    assert Condition(5, 100, 40, 1).key == "loss5_delay100_jitter40_reorder1"
    with pytest.raises(BadConfig, match="0 to 90 percent, got 91"):
        Condition(91)
    with pytest.raises(BadConfig, match="0 to 5000 ms"):
        Condition(delay_ms=-1)
    with pytest.raises(BadConfig, match="0 to 90 percent"):
        Condition(math.nan)
    with pytest.raises(BadConfig, match=r"--loss with numbers as in 0,5,20, got '1,a'"):
        numbers("1,a", "--loss")


def test_each_part_by_itself_or_every_combination() -> None:
    axes = Axes(numbers("0,5,20", "--loss"), (40.0,), (0.0, 100.0))
    assert axes.one_by_one() == [Condition(0, 40), Condition(5, 40), Condition(20, 40), Condition(0, 40, 100)]
    assert len(axes.grid()) == 6
    assert axes.grid()[-1] == Condition(20, 40, 100)
    assert Axes((0.0, 0.0)).one_by_one() == [CLEAN]


def test_packets_of_a_clean_network_arrive_at_once_and_in_order() -> None:
    assert due_of(CLEAN) == PACKETS_S


def test_as_many_packets_are_lost_as_are_asked_for_and_the_same_again() -> None:
    lost = [due_s is None for due_s in due_of(Condition(10))]
    assert np.mean(lost) == pytest.approx(0.1, abs=0.02)
    assert due_of(Condition(10)) == due_of(Condition(10))
    assert due_of(Condition(10)) != due_of(Condition(10), "2")
    worse = [due_s is None for due_s in due_of(Condition(20))]
    assert all(after for before, after in zip(lost, worse) if before)  # more loss loses the same packets and others


def test_jitter_keeps_the_order_and_comes_in_bunches() -> None:
    due_s = [each for each in due_of(Condition(0, 100, 200)) if each is not None]
    waits_s = [each - sent_s for each, sent_s in zip(due_s, PACKETS_S)]
    assert len(due_s) == len(PACKETS_S)
    assert 0.1 - 1e-9 <= min(waits_s) < 0.13
    assert 0.28 < max(waits_s) <= 0.3 + 1e-9
    gaps_s = [after - before for before, after in pairwise(due_s)]
    assert min(gaps_s) == 0
    assert max(gaps_s) > 0.1
    changes = sum(abs(after - before) > 0.001 and before < after for before, after in pairwise(waits_s))
    assert changes <= PACKETS_S[-1] / PERIOD_S + 1


def test_reordered_packets_are_overtaken() -> None:
    due_s = [each for each in due_of(Condition(0, 30, 0, 10)) if each is not None]
    held = [each - sent_s - 0.03 > OVERTAKEN_S / 2 for each, sent_s in zip(due_s, PACKETS_S)]
    assert np.mean(held) == pytest.approx(0.1, abs=0.02)
    first = held.index(True)
    assert due_s[first] > due_s[first + 1]


def carried(
    condition: Condition, packets: list[bytes], seconds: float = 2.0
) -> tuple[list[tuple[float, bytes]], Count]:
    """All sent at once -> when each arrived."""
    loop, out = Loop(), list[tuple[float, bytes]]()
    way = Direction(Fates(condition, "1"), lambda packet: out.append((round(loop.time(), 6), packet)), loop)

    def send() -> None:
        for packet in packets:
            way.take(packet)

    loop.call_soon(send)
    loop.call_later(seconds, loop.stop)
    loop.run_forever()
    loop.close()
    return out, way.counted()


def test_packets_are_carried_when_they_are_due() -> None:
    packets = [bytes([0x45, k]) for k in range(3)]
    out, count = carried(Condition(delay_ms=80), [*packets, b"\x60 not of version 4"])
    assert out == [(0.08, packet) for packet in packets]
    assert count == Count(3, 0, 0, 0.0)


def test_what_is_lost_and_what_is_too_much_is_counted() -> None:
    out, count = carried(Condition(loss=20, delay_ms=1000), [b"\x45"] * (2 * MOST_WAITING))
    assert len(out) == MOST_WAITING
    assert count.num == 2 * MOST_WAITING
    assert count.num_lost == pytest.approx(0.2 * count.num, rel=0.15)
    assert count.num_dropped == count.num - count.num_lost - MOST_WAITING


def test_echoes() -> None:
    asked = request(7, 300)
    assert len(asked) == len(PAYLOAD) + 8
    assert checksum(asked) == 0  # over a right one, RFC 1071
    head = b"\x45" + bytes(19)
    assert replied(head + bytes([0, *asked[1:]]), 7) == 300
    assert replied(head + bytes([0, *asked[1:]]), 8) is None
    assert replied(head + asked, 7) is None  # the request itself
    assert replied(head, 7) is None


class Fixed:
    def now_s(self) -> float:
        return 0.0


def test_the_loss_of_one_way_is_told_from_echoes() -> None:
    probe = Probe(Fixed())
    assert (probe.loss, probe.rtt_ms) == (None, {})
    probe.times_s = [0.1] * 81 + [None] * 19
    assert probe.loss == pytest.approx(0.1)
    assert probe.rtt_ms["p50"] == 100


def test_sound_that_comes_late_leaves_gaps_inside_of_speech_alone() -> None:
    voice, quiet = tone(0.2, MOUTH_HZ), np.zeros(MOUTH_TICK_SAMPLES, np.float32)
    came = [quiet, voice, voice, voice, quiet, quiet, quiet, voice]
    at_s = [1.0, 1.2, 1.4, 1.9, 2.1, 2.3, 2.5, 3.2]
    played = play([Sound(s, audio) for s, audio in zip(at_s, came)])
    assert played.start_s == 1.0
    assert [(gap.start_s, gap.end_s) for gap in played.gaps] == [pytest.approx((1.6, 1.9))]
    assert [(run.start_s, run.end_s) for run in played.voice] == [pytest.approx((1.2, 2.1)), pytest.approx((3.2, 3.4))]
    assert play([]).voice == []


def test_pauses_are_left_out_while_speech_waits() -> None:
    """A stall: all comes at once, and the second half of the speech need not wait for the pauses before it."""
    voice, quiet = tone(0.2, MOUTH_HZ), np.zeros(MOUTH_TICK_SAMPLES, np.float32)
    played = play([Sound(1.0, voice), Sound(2.0, voice), *[Sound(2.0, quiet)] * 4, Sound(2.0, voice)])
    assert len(played.audio) / MOUTH_HZ == pytest.approx(0.2 + 0.8 + 0.4)
    assert [gap.seconds for gap in played.gaps] == [pytest.approx(0.8)]


def test_transcripts_are_words_of_the_one_or_the_other() -> None:
    event = {"type": "session.input_transcript.delta", "delta": " hi"}
    assert arrivals(event, 3.0, MOUTH_HZ) == (Written(3.0, " hi", True),)
    assert arrivals(event | {"type": "session.output_transcript.delta"}, 3.0, MOUTH_HZ) == (Written(3.0, " hi", False),)


def test_results_as_tables() -> None:
    above, below = report.grid(cells(), CALLER), report.grid(cells(), WAY)
    assert above[0][:3] == ["", "answered, %", "latency median, s"]
    assert above[2][:3] == ["loss 5 %, delay 100 ms", "100 | 0", "1.25 | -"]
    assert above[1][above[0].index("heard wrong, %")] == "25 | 25"
    assert below[0][1:4] == ["link, ms", "link lost, %", "connected, %"]
    assert below[2][1:4] == ["100/150 | 100/150", "5.0 | 5.0", "100 | 100"]
    assert below[1][-1] == "0 | 0"
    text = "\n".join(report.table(cells()))
    assert "1 of 2 calls: broke off: ConnectionClosed" in text
    assert "network namespaces" in text
    assert "not measured" in text
    assert "say little" not in text


def test_a_machine_that_was_late_is_told() -> None:
    late, slow = cell_of(CLEAN, "webrtc", 0.5, own_s=0.05), replace(cell_of(CLEAN, "webrtc", 0.5), num_missed=5)
    assert [each.is_valid for each in (cells()[0], late, slow)] == [True, False, False]
    assert "2 of 3 cells say little" in "\n".join(report.notes([cells()[0], late, slow]))


def test_results_for_programs_and_pictures(tmp_path: Path) -> None:
    flat = report.flat(cells())
    assert flat["clean_webrtc_latency_median_s"] == 0.75
    assert flat["loss5_delay100_websocket_heard_wer"] == 0.25
    assert "loss5_delay100_webrtc_latency_median_s" not in flat
    content = json.loads(json.dumps(report.details(cells())))
    assert content[2]["condition"] == {"loss": 5, "delay_ms": 100, "jitter_ms": 0, "reorder": 0}
    assert content[2]["requests"][1]["failure"] == "broke off: ConnectionClosed"
    lines = report.section(cells(), ORIGIN)
    assert lines[0].startswith("|  | answered, % |")
    assert any("`abc1234`, 2 requests a cell" in line for line in lines)
    report.draw(tmp_path / "network.png", cells())
    assert (tmp_path / "network.png").read_bytes().startswith(b"\x89PNG")


def test_the_command_tells_and_keeps_what_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "README.md", tmp_path / "out"
    table.write_text("above\n<!-- network -->\nold\n<!-- /network -->\nbelow\n")
    options = NetworkOptions("nano", "0,5", "0", "0", "0", False, 2, 0, tmp_path, "", True, out, table)
    tell(options, ORIGIN, cells())
    content = json.loads(capsys.readouterr().out)
    assert (content["bench"], content["items"], content["is_valid"]) == ("network", 2, True)
    assert content["metrics"]["clean_websocket_latency_median_s"] == 0.5
    assert {"results.json", "network.png"} == {path.name for path in out.iterdir()}
    assert len(json.loads((out / "results.json").read_text())["cells"]) == 4
    assert "old" not in table.read_text()
    assert table.read_text().startswith("above\n<!-- network -->\n|  | answered, % |")
    tell(replace(options, is_json=False), ORIGIN, cells())
    assert "latency median, s" in capsys.readouterr().out.splitlines()[0]


def test_requests_are_plain_ones_and_ones_with_a_pause_in_turn(bank: Path) -> None:
    options = NetworkOptions("nano", "0", "0", "0", "0", False, 3, 0, bank, "", False, None, None)
    assert [item.set for item in items_of(options)] == ["answer", "pause", "answer"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--loss", "0,x"], "expected --loss with numbers"),
        (["--jitter-ms", "9000"], "0 to 5000 ms"),
        (["--checkpoint", "nobody"], "expected a checkpoint's name or folder"),
        (["--table", "README.txt"], "expected <!-- network --> and <!-- /network --> once each"),
    ],
)
def test_what_is_wrong_is_told_before_anything_starts(arguments: list[str], message: str) -> None:
    found = CliRunner().invoke(main, ["bench", "network", *arguments])
    assert found.exit_code == 2
    assert message in found.output

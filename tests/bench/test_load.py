"""The load benchmark's pure parts: schedules, what is missed, searches, what a step adds up to."""

import json
import os
import socket
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from microturn.bench.host import free_port
from microturn.bench.items import make_items
from microturn.bench.load import report
from microturn.bench.load.judge import Judged, Log, Sent, Turn, Window, judge
from microturn.bench.load.result import GENERATOR, Step, best, is_known
from microturn.bench.load.schedule import STALL_S, Manner, Packet, packets, phase_s, stalls
from microturn.bench.load.search import Search, largest, listed
from microturn.bench.load.session import Server
from microturn.bench.load.sound import from_there, messages, spoken
from microturn.bench.load.usage import Usage, server_of, usage_of
from microturn.bench.report import Origin
from microturn.bench.sources import Sources
from microturn.bench.transports import Ticked
from microturn.cli.main import main
from microturn.core.errors import BadConfig

NUM = 3000  # packets: a minute


def packets_of(manner: Manner) -> list[Packet]:
    return list(islice(packets(manner), NUM))


def test_packets_come_at_the_pace_of_speech_behind_the_lead() -> None:
    found = packets_of(Manner())
    lead = Manner().lead_ticks * 10
    assert all(packet.due_s == 0 for packet in found[:lead])
    assert [packet.due_s for packet in found[lead : lead + 3]] == pytest.approx([0.02, 0.04, 0.06])
    assert all(packet.due_s == packet.spoken_s for packet in found)
    assert [packet.number for packet in found if packet.ends_tick][:2] == [9, 19]


def test_jitter_holds_packets_up_and_lets_them_go_at_once() -> None:
    found = packets_of(Manner(jitter_ms=150, seed=1))
    late_s = [packet.due_s - packet.spoken_s for packet in found]
    assert 0.1 < max(late_s) <= 0.15
    assert min(late_s) == 0
    assert 0.02 < float(np.mean([late > 0 for late in late_s])) < 0.15  # one hold a second, 75 ms in the mean
    gaps = [after.due_s - before.due_s for before, after in pairwise(found[100:])]
    assert min(gaps) == 0  # a burst, in order
    assert packets_of(Manner(jitter_ms=150, seed=1)) == found
    assert packets_of(Manner(jitter_ms=150, seed=2)) != found


def test_a_stalling_caller_sends_nothing_for_a_second_of_every_ten() -> None:
    found = packets_of(Manner(is_stalling=True))
    gaps = [after.due_s - before.due_s for before, after in pairwise(found[100:])]
    assert [gap for gap in gaps if gap > 0.1] == pytest.approx([STALL_S + 0.02] * 6, abs=0.021)
    assert max(packet.due_s - packet.spoken_s for packet in found) == pytest.approx(STALL_S)
    assert Manner(is_stalling=True).lead_ticks == Manner().lead_ticks + 5


def test_callers_differ_in_phase_and_as_many_stall_as_are_wanted() -> None:
    assert [phase_s(number, 4) for number in range(4)] == pytest.approx([0, 0.05, 0.1, 0.15])
    for num, share, wanted in ((8, 0.25, 2), (1, 0.1, 1), (10, 1.0, 10), (10, 0.0, 0), (7, 0.3, 3)):
        assert sum(stalls(number, share) for number in range(num)) == wanted


def log_of(num: int, delay_s: float = 0.05) -> Log:
    """Micro-turn k is spoken and sent at 0.2 (k + 1) s; each result comes as much later."""
    log = Log(over_s=0.2 * num + 1.0)
    log.sent = [Sent(0.2 * (k + 1), 0.2 * (k + 1)) for k in range(num)]
    log.results = {k: Ticked(sent.sent_s + delay_s, k, 30.0) for k, sent in enumerate(log.sent)}
    return log


def shift(log: Log, number: int, late_s: float) -> None:
    log.results[number] = replace(log.results[number], at_s=log.sent[number].sent_s + late_s)


def missed(found: Judged) -> list[int]:
    return [turn.number for turn in found.turns if turn.is_missed]


EVERYTHING = Window(0.0, 1e9)


def test_exactly_those_over_200_ms_are_missed() -> None:
    log = log_of(20)
    shift(log, 3, 0.199)
    shift(log, 4, 0.201)
    shift(log, 11, 2.5)
    del log.results[19]  # never came, and a second was waited
    found = judge(log, EVERYTHING)
    assert missed(found) == [4, 11, 19]
    assert (len(found.turns), found.num_late, found.num_filled) == (20, 0, 0)
    assert [turn.result_ms for turn in found.turns if turn.compute_ms is None] == pytest.approx([1000])


def test_only_what_is_spoken_in_the_window_is_judged() -> None:
    log = log_of(20)
    shift(log, 0, 0.5)
    found = judge(log, Window(0.5, 1.5))
    assert [turn.number for turn in found.turns] == [2, 3, 4, 5, 6]
    assert missed(found) == []


def test_a_session_that_ended_owes_only_what_was_due_before() -> None:
    log = log_of(10)
    log.over_s = log.sent[9].sent_s + 0.1
    for number in (7, 8, 9):
        del log.results[number]
    found = judge(log, EVERYTHING)
    assert missed(found) == [7, 8]
    assert len(found.turns) == 9


def test_what_the_caller_sent_late_is_left_out_until_the_server_could_catch_up() -> None:
    log = log_of(20)
    for number, late_s in ((5, 0.5), (6, 0.3), (7, 0.1)):  # a stall: all of it sent at 1.7 s; free again at 2.2 s
        log.sent[number] = replace(log.sent[number], sent_s=1.7)
        assert log.sent[number].sent_s - log.sent[number].spoken_s == pytest.approx(late_s)
        shift(log, number, 0.4)
    shift(log, 8, 0.3)  # 1.8 s
    shift(log, 12, 0.3)  # 2.6 s
    found = judge(log, EVERYTHING)
    assert missed(found) == [12]
    assert [turn.number for turn in found.turns] == [0, 1, 2, 3, 4, 10, 11, *range(12, 20)]
    assert found.num_late == 5


def test_silence_that_the_server_put_in_is_found_and_hides_nothing() -> None:
    log = log_of(20, delay_s=0.15)
    true = list(log.results.values())
    # micro-turns of silence before the eighth: results come in the same order, numbers move
    filled = [*true[:7], Ticked(1.56, 7, 30.0), Ticked(1.57, 8, 30.0), *(replace(r, tick=r.tick + 2) for r in true[7:])]
    log.results = {result.tick: result for result in filled}
    found = judge(log, EVERYTHING)
    assert found.num_filled == 2
    late = {turn.number: turn.result_ms for turn in found.turns}
    assert [late[number] for number in range(7, 20)] == pytest.approx([150] * 13)
    assert min(late.values()) > 149  # those before it look later than they were


def asked(search: Search, most: int) -> list[int]:
    """With a server that keeps up with `most`."""
    nums = [next(search)]
    try:
        while True:
            nums.append(search.send(nums[-1] <= most))
    except StopIteration:
        return nums


def test_searches() -> None:
    assert asked(listed([4, 1]), 0) == [4, 1]
    assert asked(largest(64), 5) == [1, 2, 4, 8, 6, 5]
    assert asked(largest(64), 0) == [1]
    assert asked(largest(6), 100) == [1, 2, 4, 6]
    for bound in range(1, 20):
        for most in range(bound + 3):
            nums = asked(largest(bound), most)
            assert len(nums) == len(set(nums))
            assert max((num for num in nums if num <= most), default=0) == min(bound, most)


def step_of(num: int, num_missed: int, lateness_s: tuple[float, ...] = (0.001,) * 2000) -> Step:
    turns = tuple(Turn(k, 500.0 if k < num_missed else 60.0, 40.0) for k in range(1000))
    used = [Usage(cpu_s, round(rss * 2**20)) for cpu_s, rss in ((10, 400), (20, 500), (50, 530))]
    return Step(num, 60.0, tuple([Judged(turns, 0, 0)] * num), (), (), lateness_s, *used)


def test_the_best_is_the_most_sessions_within_the_limit() -> None:
    steps = [step_of(1, 0), step_of(8, 2), step_of(4, 1), step_of(2, 1)]
    found = report.flat(steps, 0.001)
    assert (found["sessions"], found["missed_rate"], found["tick_p99_ms"]) == (4, 0.001, 60)
    assert found["cpu_s_per_session_minute"] == pytest.approx(30 / 4)
    assert (found["rss_mib"], found["rss_mib_per_session"]) == (530, 32.5)
    assert report.flat([step_of(8, 2)], 0.001) == {"sessions": 0}
    assert best(steps, 0.01) is steps[1]


def test_a_step_fails_for_what_no_rate_shows() -> None:
    step = step_of(2, 0)
    assert step.faults() == []
    assert replace(step, refused=("full",)).faults() == ["1 refused"]
    assert replace(step, died=("gone", "gone")).faults() == ["2 died"]
    assert replace(step, sessions=(replace(step.sessions[0], num_filled=3),)).faults() == ["3 filled in"]
    assert replace(step, sessions=()).faults() == ["nothing to judge"]


@pytest.mark.parametrize("late_s", [(0.001,) * 90 + (0.03,) * 10, (0.001,) * 995 + (0.3,) * 5])
def test_a_generator_that_was_late_is_not_held_against_the_server(late_s: tuple[float, ...]) -> None:
    step = step_of(2, 500, late_s)
    assert not step.is_valid()
    assert step.faults() == [GENERATOR]
    assert replace(step, refused=("full",)).faults() == ["1 refused", GENERATOR]
    assert best([step_of(2, 0, late_s)], 0.001) is None
    assert report.flat([step], 0.001) == {}
    assert any("say nothing about the server" in line for line in report.notes([step], 0.001))
    assert not is_known([step_of(1, 0), step], 0.001)
    assert is_known([step_of(4, 0), step], 0.001)


def test_results_for_people(tmp_path: Path) -> None:
    steps = [step_of(1, 0), step_of(2, 100), step_of(4, 300, (0.2,) * 10), replace(step_of(3, 0), sessions=())]
    lines = [report.line(step, 0.001) for step in steps]
    assert [line.split("  ")[-1] for line in lines] == ["kept up", "missed", GENERATOR, "nothing to judge"]
    content = json.loads(json.dumps(report.curve(steps, 0.001)))
    assert [point["sessions"] for point in content] == [1, 2, 3, 4]
    assert [point["missed_rate"] for point in content] == [0, 0.1, None, 0.3]
    [row] = report.rows(steps, 0.001, Origin("microturn bench load", "abc", "nano"))
    assert "| 1 (0.00 % over 200 ms, p99 60 ms) | 1000 |" in row
    report.draw(tmp_path / "load.png", steps, 0.001)
    assert (tmp_path / "load.png").stat().st_size > 10_000


def test_callers_say_requests_in_packets_of_20_ms(bank: Path) -> None:
    items = make_items("answer", Sources(bank), 2, 0)
    lines = spoken(items, 24_000)
    assert 500 < len(lines) < 1500
    sizes = {len(json.loads(line)["audio"]) for line in lines}
    assert sizes == {1280}  # 480 samples of 2 bytes, base64
    assert len(json.loads(messages(np.zeros(640, np.float32), 16_000)[1])["audio"]) == 856
    assert from_there(["a", "b", "c"], 7) == ["b", "c", "a"]


def test_addresses_of_servers() -> None:
    assert Server.at("ws://127.0.0.1:8200").url == "ws://127.0.0.1:8200/v1/live/sessions?microturn=ticks"
    assert Server.at("https://a.b/v1/x?c=d").url == "wss://a.b/v1/x?c=d&microturn=ticks"
    with pytest.raises(BadConfig, match="expected the URL of a server"):
        Server.at("127.0.0.1:8200")


def test_a_server_is_found_by_its_port() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        url = f"ws://127.0.0.1:{bound.getsockname()[1]}/v1"
        assert server_of(url) == os.getpid()
        assert server_of(url.replace("127.0.0.1", "example.org")) is None
    before = usage_of(os.getpid())
    assert before is not None
    while sum(os.times()[:2]) < before.cpu_s + 0.05:
        pass
    after = usage_of(os.getpid())
    assert after is not None
    assert after.cpu_s > before.cpu_s
    assert after.rss_bytes > 10 * 2**20
    assert server_of(f"ws://127.0.0.1:{free_port()}") is None
    assert usage_of(None) is None


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--sessions", "1,two"), "expected --sessions as in 1,2,4"),
        (("--find", "--sessions", "3"), "expected --sessions or --find, got both"),
        (("--checkpoint", "nobody"), "expected a checkpoint's name or folder, got 'nobody'"),
        (("--seconds", "4000"), "expected at most 3000 s"),
        (("--url", f"ws://127.0.0.1:{free_port()}"), "start one with `microturn serve`"),
    ],
)
def test_the_command_line_says_what_is_wrong(options: tuple[str, ...], told: str, bank: Path) -> None:
    found = CliRunner().invoke(main, ["bench", "load", "--bank", str(bank), *options])
    assert found.exit_code == 2
    assert told in found.output

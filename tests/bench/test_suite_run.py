import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microturn.bench import stats
from microturn.bench.judge import Judge
from microturn.bench.suite import run, summary
from microturn.bench.suite.benchmark import Control, Metric, Row, resampled
from microturn.bench.suite.run import check, folder_of, play, play_all, read, score_all
from microturn.bench.suite.targets import Target
from microturn.core.errors import BadConfig, BadData, EngineLost
from microturn.core.messages import MicroTurn
from tests.bench.echo import NO_DATA, Echo, EchoCase, Talker, gone, plan_of, summary_of, talker


def files(folder: Path) -> dict[str, bytes]:
    """All of them; how long steps took is no result."""
    found = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for name in [name for name in found if name.endswith("record.json")]:
        found[name] = json.dumps(json.loads(found[name]) | {"step_ms": []}).encode()
    return found


def test_what_is_on_disk_is_not_played_again(tmp_path: Path) -> None:
    bench, plan = Echo(), plan_of(tmp_path, ["talker"])
    items = bench.items(None, 3, 0)
    play(bench, plan, talker(), items[:4])
    assert bench.num_played == 4
    play(bench, plan, talker(), items)
    assert bench.num_played == 6
    play(bench, plan, talker(), items)
    assert bench.num_played == 6


def test_a_killed_run_leaves_nothing_half_and_goes_on_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Echo()
    items = bench.items(None, 2, 0)
    play(bench, plan_of(tmp_path / "whole", ["talker"]), talker(), items)
    plan = plan_of(tmp_path / "killed", ["talker"])
    num_saved, save = 0, run.save

    def dying(record: run.Record, folder: Path) -> None:
        nonlocal num_saved
        num_saved += 1
        if num_saved == 4:  # the second item's first take; its second lies there already
            raise KeyboardInterrupt
        save(record, folder)

    monkeypatch.setattr(run, "save", dying)
    with pytest.raises(KeyboardInterrupt):
        play(bench, plan, talker(), items)
    monkeypatch.undo()
    folder = folder_of(plan, "talker")
    assert [read(folder, case.number) is not None for case in items] == [True, False, False, False]
    play(bench, plan, talker(), items)
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


def test_a_damaged_record_stops_the_run(tmp_path: Path) -> None:
    bench, plan = Echo(), plan_of(tmp_path, ["talker"])
    items = bench.items(None, 1, 0)
    play(bench, plan, talker(), items)
    (folder_of(plan, "talker") / "0000" / "0" / "output.wav").write_bytes(b"")
    with pytest.raises(BadData, match="delete it and run again"):
        play(bench, plan, talker(), items)


def test_the_same_seed_gives_the_same_figures_and_scoring_twice_the_same_numbers(tmp_path: Path) -> None:
    one, two = (summary_of(tmp_path / name, talker()) for name in ("one", "two"))
    again = summary_of(tmp_path / "one", talker())  # nothing is played
    assert one.figures == two.figures == again.figures
    assert one.played[0].rows == two.played[0].rows == again.played[0].rows
    assert summary.content(one) == summary.content(two) == summary.content(again)


def test_other_seeds_checkpoints_and_data_are_kept_apart(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ["engine"])
    plans = [plan, replace(plan, seed=1), replace(plan, checkpoint="runs/mine"), replace(plan, made_of="-bank")]
    assert len({folder_of(each, "engine") for each in plans}) == 4
    assert folder_of(plan, "ws://a:1/v1").name == "ws---a-1-v1"
    assert folder_of(plan, "silent") == folder_of(replace(plan, checkpoint="runs/mine"), "silent")


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    bench = Echo()
    items = bench.items(None, 2, 0)
    for name, processes in (("one", 1), ("two", 2)):
        plan = plan_of(tmp_path / name, ["silence-rule"])
        play_all(bench, plan, items, processes)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    played = [score_all(bench, plan_of(tmp_path / name, ["silence-rule"]), items, NO_DATA) for name in ("one", "two")]
    assert played[0][0].rows == played[1][0].rows


@pytest.mark.parametrize("spec", ["cascade", "ws://host/v1/realtime", "wss://host/v1/live/sessions", "gemini://model"])
def test_targets_in_real_time_are_played_one_at_a_time(
    spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(name: str, _checkpoint: str) -> Target:
        return talker(name=name)

    bench, plan = Echo(), plan_of(tmp_path, [spec])
    monkeypatch.setattr(run, "open_target", here)  # in this process alone
    items = bench.items(None, 2, 0)
    play_all(bench, plan, items, processes=2)
    assert bench.num_played == len(items)


def test_several_targets_stand_side_by_side(tmp_path: Path) -> None:
    bench, plan = Echo(), plan_of(tmp_path, ["silence-rule", "silent"])
    items = bench.items(None, 2, 0)
    play_all(bench, plan, items)
    rule, silent = score_all(bench, plan, items, NO_DATA)
    assert [row.scores["answered"] for row in rule.rows] == [1.0] * 4
    assert [row.scores["answered"] for row in silent.rows] == [0.0] * 4
    assert [row.scores["latency"] for row in silent.rows] == [None] * 4
    with pytest.raises(BadConfig, match="expected a target out of"):
        play_all(bench, plan_of(tmp_path, ["nobody"]), items)


def lost(_: MicroTurn) -> MicroTurn:
    raise EngineLost("process is | gone")


def test_a_target_that_breaks_is_scored_as_silent_and_named_with_its_reason(tmp_path: Path) -> None:
    targets = (talker(lost), Target("gone", gone), Target("whole", lambda _: Talker()))
    found = summary_of(tmp_path, *targets)
    assert [row.scores["answered"] for row in found.played[0].rows] == [0.0] * 6
    assert {row.failure for row in found.played[1].rows} == {"nobody <there>"}
    text = "\n".join(summary.table(found))
    assert "talker: broke in 6 of 6 items: process is | gone" in text
    assert "whole: broke" not in text
    content = json.loads(json.dumps(summary.content(found)))
    assert content["failures"] == {"talker": 6, "gone": 6, "whole": 0}
    assert content["reasons"]["gone"] == ["broke in 6 of 6 items: nobody <there>"]
    assert content["targets"]["talker"]["answered"] == 0
    assert content["targets"]["whole"]["answered"] == 1


def test_a_scorer_that_is_wrong_is_told_so() -> None:
    bench = Echo()
    items = bench.items(None, 2, 0)
    assert (check(bench, items).right, check(bench, items).all) == (8, 8)

    class Wrong(Echo):
        def score(self, case: Echo, takes: run.Takes, judge: Judge | None) -> run.Scores:  # pyright: ignore
            return {**super().score(case, takes, judge), "answered": 1.0}  # pyright: ignore

    found = check(Wrong(), items)
    assert (found.right, found.all) == (6, 8)
    assert found.wrong[0] == "short 0: answered 1.0, expected 0.0"


def test_a_control_is_met_within_its_margin_and_not_beyond() -> None:
    bench = Echo()
    case = bench.items(None, 1, 0)[0]
    takes = next(iter(bench.controls([case]))).takes
    for expected, within, right in ((0.4, 1e-6, 1), (0.45, 0.1, 1), (0.45, 0.01, 0), (None, 1.0, 0)):
        control = Control(case, takes, {"latency": expected}, within)

        class Planted(Echo):
            def controls(self, items: Sequence[EchoCase], one: Control = control) -> Iterable[Control]:
                return [one]

        assert check(Planted(), [case]).right == right


def rows(*values: float | None, kind: str = "a") -> list[Row]:
    return [Row(i, kind, {"x": value, "n": 2.0}) for i, value in enumerate(values)]


def test_a_figure_is_of_the_items_it_is_about() -> None:
    found = Metric("x", "x").figure([*rows(1.0, None, 0.0, 1.0, 1.0), *rows(0.0, kind="b")])
    assert found.value is not None
    assert (found.value.value, found.value.num) == (0.6, 5)
    assert 0 <= found.value.low < 0.6 < found.value.high <= 1
    only = Metric("x", "x", kinds=("b",)).figure([*rows(1.0), *rows(0.0, kind="b")]).value
    assert only is not None
    assert (only.value, only.num) == (0.0, 1)
    share = Metric("x", "x", per="n").figure(rows(1.0, 3.0, None)).value
    assert share is not None
    assert (share.value, share.num) == (1.0, 2)
    assert Metric("x", "x").figure(rows(None)).value is None
    assert Metric("missing", "x").figure(rows(1.0)).value is None
    middle = Metric("x", "x", statistic=stats.median).figure(rows(1.0, 2.0, 9.0)).value
    assert middle is not None
    assert middle.value == 2.0


def test_an_interval_holds_what_it_should() -> None:
    """Of a hundred samples of a coin, about 95 intervals hold its share."""
    rng = np.random.default_rng(0)
    num_hit = 0
    for _ in range(100):
        found = Metric("x", "x").figure(rows(*(float(x) for x in rng.random(60) < 0.3))).value
        assert found is not None
        num_hit += found.low <= 0.3 <= found.high
    assert 88 <= num_hit <= 99


def test_resampled_is_the_statistic_and_its_spread() -> None:
    def top(found: object) -> float | None:
        values = [row.scores["x"] for row in found if row.scores["x"] is not None]  # pyright: ignore
        return max(values) if values else None

    found = resampled(rows(*map(float, range(40))), top)
    assert found is not None
    assert (found.value, found.high, found.num) == (39, 39, 40)
    assert found.low < 39
    assert found == resampled(rows(*map(float, range(40))), top)
    assert resampled([], top) is None
    assert resampled(rows(None), top) is None

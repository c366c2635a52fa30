import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from microturn.bench import metrics, report, speed, stats
from microturn.bench.baselines import SilenceRule, silent
from microturn.bench.core import Bench, CoreConfig, Result, merged
from microturn.bench.examples import Examples
from microturn.bench.items import SETS, Item
from microturn.bench.judge import NOT_MEASURED, Judge
from microturn.bench.sources import Sources
from microturn.cli.main import main
from microturn.core.errors import BadConfig
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from tests.fakes import FakeClock

ORIGIN = report.Origin("microturn bench core", "abc1234", "none")


class Model(SilenceRule):
    """Plays the model's part; claims 30 ms a micro-turn."""

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        turn = super().step(audio, text)
        return MicroTurn(turn.tick, turn.is_voice, turn.audio, " word", " word", compute_ms={"prefill": 30.0})


def open_model(_: Item) -> Model:
    return Model()


@pytest.fixture(scope="module")
def result(sources: Sources) -> Result:
    judge = Judge(write=lambda samples: "the the", rate=lambda samples: 3.5)
    return Bench(CoreConfig(SETS, 2), sources, open_model, FakeClock(0.01), judge).run()


def test_every_metric_is_reported_beside_the_baselines(result: Result) -> None:
    found = {line.name: line for line in report.lines(result)}
    assert {metric.name for metric in metrics.METRICS} <= set(found)
    for line in found.values():
        assert "microturn" in line.values
        if line.name.split(".")[0] not in ("heard", "said"):
            assert {"0.7 s rule", "oracle"} <= set(line.values)
    assert found["answer.answered"].values["microturn"] == found["answer.answered"].values["0.7 s rule"]
    assert {"noise.starts.media", "interrupt.yielded.told", "interrupt.yielded.asked"} <= set(found)


def test_the_scorer_is_right_about_players_it_must_know(result: Result) -> None:
    right, num = metrics.control(result.rows)
    assert right == num > 100
    assert metrics.overlap_score(result.of("oracle")) == (100, 100)
    assert metrics.overlap_score(result.of("always")) == (75, 0)
    assert metrics.overlap_score(result.of("silent")) == (0, 0)


def test_record_and_table(result: Result) -> None:
    content = json.loads(json.dumps(report.details(result, ORIGIN)))
    oracle = content["all_metrics"]["answer.latency.median"]["oracle"]
    assert oracle["value"] == pytest.approx(0.4, abs=0.025)
    assert oracle["num"] == 2
    assert content["compute_ms"]["prefill"] == {"p50": 30, "p95": 30, "p99": 30, "max": 30}
    assert content["compute_ms"]["total"]["p50"] == pytest.approx(10)
    text = "\n".join(report.table(result))
    assert "FDB1.5-S" in text
    assert NOT_MEASURED not in text
    assert content["recogniser_word_error"]["num"] == 3


def test_summary_is_flat_and_whole(result: Result) -> None:
    content = report.summary(result, ORIGIN, 2, 0)
    assert {key: content[key] for key in ("bench", "commit", "target", "items", "seed")} == {
        **{"bench": "core", "commit": ORIGIN.commit, "target": ORIGIN.checkpoint, "items": 2, "seed": 0}
    }
    own, baselines = content["metrics"], content["baselines"]
    assert isinstance(own, dict)
    assert isinstance(baselines, dict)
    names = {*report.HEADLINES, *(f"micro_turn_{p}_ms" for p in ("p50", "p95", "p99"))}
    assert names - set(own) <= {"heard_wer_real"}, "expected every headline but that of recordings, of which none are"
    assert all(isinstance(value, float) for value in own.values())
    assert baselines["oracle"]["response_rate"] == 1.0
    assert baselines["silent"]["false_starts_per_min"] == 0.0


def test_parts_together_are_the_whole(sources: Sources) -> None:
    config = CoreConfig(("answer", "heard"), 3)
    whole = Bench(config, sources, open_model, FakeClock()).run()
    parts = [Bench(config, sources, open_model, FakeClock(), part=(k, 2)).run() for k in range(2)]
    again = merged(parts)
    assert again.rows == whole.rows
    assert not again.compute_ms
    assert set(Bench(config, sources, open_model, FakeClock()).time()) == set(whole.compute_ms)


def test_examples(tmp_path: Path, sources: Sources) -> None:
    Examples.begin(tmp_path)
    Bench(CoreConfig(("interrupt", "said"), 2), sources, open_model, FakeClock(), None, tmp_path).run()
    rows = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text().splitlines()]
    assert len(rows) == 2 * 5 + 2
    assert rows[0]["overlap_text"] == "wait stop"
    sound, rate_hz = soundfile.read(tmp_path / "interrupt" / "oracle-told-000.wav")
    assert (sound.shape[1], rate_hz) == (2, 24_000)
    onset = round(next(row for row in rows if row["player"] == "oracle")["overlap"][0] * rate_hz)
    assert np.abs(sound[onset - 2400 : onset - 240, 0]).max() < 0.02 < np.abs(sound[onset : onset + 2400, 0]).max()


def test_rows_of_other_benchmarks_stay_in_the_table(tmp_path: Path, result: Result) -> None:
    path = tmp_path / "README.md"
    path.write_text("top\n\n<!-- table -->\n| old |\n<!-- /table -->\nend\n")
    none = ["-"] * 4
    speed_row = report.row("compute", "9 ms", "1", none, report.Origin("microturn bench speed", "a", "nano"))
    report.put_table(path, [speed_row], "speed")
    report.put_table(path, report.markdown(result, ORIGIN), "core")
    report.put_table(path, report.markdown(result, ORIGIN), "core")
    lines = path.read_text().splitlines()
    assert lines[:3] == ["top", "", "<!-- table -->"]
    assert lines[-3:] == [speed_row, "<!-- /table -->", "end"]
    assert len({line.count("|") for line in lines[3:-2]}) == 1
    assert sum("request answered" in line for line in lines) == 1
    with pytest.raises(BadConfig, match="once each"):
        report.put_table(tmp_path / "none.md", [], "core")


def test_intervals() -> None:
    found = stats.estimate(np.array([1.0] * 50 + [0.0] * 50), stats.mean)
    assert found is not None
    assert found.value == 0.5
    assert 0.35 < found.low < 0.45 < 0.55 < found.high < 0.65
    assert stats.estimate(np.zeros(0), stats.mean) is None
    assert stats.ratio(np.array([[[1, 10], [3, 10]]])) == pytest.approx(0.2)
    human = np.interp(np.linspace(0, 1, 1001), [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95],
                      [-0.52, -0.35, -0.1, 0.13, 0.35, 0.65, 0.92])  # fmt: skip
    assert stats.human_distance_s(human[None]) == pytest.approx(0, abs=0.02)
    assert stats.human_distance_s(human[None] + 1) == pytest.approx(1, abs=0.02)


def test_speed(sources: Sources) -> None:
    clock = FakeClock(0.05)
    found = speed.run_speed(open_model(speed.session(0)), sources, 1.5, 0, clock)
    assert [mark.minute for mark in found.marks] == [1.0, 1.5]
    assert found.marks[0].parts["total"]["p95"] == pytest.approx(50)
    assert found.realtime_factor == pytest.approx(0.25)
    assert (found.marks[0].missed, found.rss_start_mib > 1) == (0, True)
    assert 0 < found.spoken < 1
    assert any("prefill" in line for line in speed.table(found))
    assert len(speed.rows(found, ORIGIN)) == 4


def test_speed_with_video(sources: Sources) -> None:
    """Each micro-turn is shown the next picture, over and over."""
    shown = list[int]()

    class Watching:
        def __init__(self) -> None:
            self.session = open_model(speed.session(0))

        def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
            return self.session.step(audio, text)

        def tell(self, text: str, source: Source = Source.TYPED) -> None:
            self.session.tell(text, source)

        def see(self, picture: Picture) -> None:
            shown.append(int(picture[0, 0, 0]))

    film = [np.full((120, 160, 3), value, np.uint8) for value in (1, 2, 3)]
    found = speed.run_speed(Watching(), sources, 0.02, 0, FakeClock(0.05), film)
    assert shown == [1, 2, 3] * 2
    assert all("with video" in line for line in speed.rows(found, ORIGIN))
    assert all(name.startswith("video_") for name in speed.flat(found))
    assert len(speed.some_film(0)) > 20


def test_the_command(bank: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.md"
    table.write_text("<!-- table --><!-- /table -->")
    arguments = ["--checkpoint", "none", "--bank", str(bank), "--out", str(tmp_path / "out"), "--table", str(table)]
    found = CliRunner().invoke(main, ["bench", "core", "--sets", "answer, noise", "--items", "2", *arguments])
    assert found.exit_code == 0, found.output
    content = json.loads(found.stdout.splitlines()[-1])
    kept = json.loads((tmp_path / "out" / "results.json").read_text())
    assert content == {key: kept[key] for key in content}
    assert "request answered" in table.read_text()
    found = CliRunner().invoke(main, ["bench", "speed", "--minutes", "0.05", *arguments])
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout.splitlines()[-1])["bench"] == "speed"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sets", "answer,dance"], "dance"),
        (["--items", "0"], "--items"),
        (["--checkpoint", "runs/nothing"], "runs/nothing"),
        (["--checkpoint", "none", "--bank", "no/bank"], "no/bank"),
        (["--checkpoint", "none", "--table", "no.md"], "no.md"),
    ],
)
def test_bad_input_is_one_line(arguments: list[str], message: str) -> None:
    found = CliRunner().invoke(main, ["bench", "core", *arguments])
    assert found.exit_code == 2
    assert message in found.stderr.splitlines()[-1]
    assert "Traceback" not in found.output


def test_bench_alone_lists_the_benchmarks() -> None:
    found = CliRunner().invoke(main, ["bench"])
    assert found.exit_code == 0
    assert "core" in found.output
    assert "speed" in found.output


def test_silent_is_a_player() -> None:
    item = Item("speed", "", 0, 0, np.zeros(0, np.float32))
    assert not silent(item).step().is_voice

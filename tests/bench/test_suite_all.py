import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from microturn.bench import report
from microturn.bench.report import BEGIN, END
from microturn.bench.suite import everything, registry, summary
from microturn.bench.suite.everything import Outcome, run_all
from microturn.bench.suite.summary import Summary
from microturn.cli import bench_suite
from microturn.cli.main import main
from microturn.core.errors import BadData
from tests.bench.echo import Echo, summary_of, talker
from tests.fakes import FakeClock

ECHO = "tests.bench.echo"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return summary_of(tmp_path_factory.mktemp("all"), talker(), num=1)


def test_what_cannot_be_played_is_named_and_the_others_go_on(played: Summary) -> None:
    def run_one(name: str) -> Summary:
        if name == "data":
            raise BadData("expected pictures")
        if name == "module":
            raise ModuleNotFoundError("No module named 'eyes'")
        if name == "fault":
            raise ZeroDivisionError("of ours")
        return played

    found = list(run_all({"data": "D", "module": "M", "fault": "F", "echo": "E"}, run_one, FakeClock(1.0)))
    assert [each.name for each in found] == ["data", "module", "fault", "echo"]
    assert [each.summary is None for each in found] == [True, True, True, False]
    assert found[0].reason == "expected pictures"
    assert found[1].reason == "No module named 'eyes'"
    assert found[2].reason.startswith("ZeroDivisionError: of ours (test_suite_all.py:")
    assert [each.seconds for each in found] == [1.0] * 4
    text = "\n".join(everything.lines(found))
    assert "not played: expected pictures" in text
    content = json.loads(json.dumps(everything.content(found, played.origin, 1, 0)))
    assert set(content["benches"]) == {"echo"}
    assert set(content["not_played"]) == {"data", "module", "fault"}
    assert content["seconds"]["echo"] == 1.0
    assert {"processor", "cores", "Python", "torch"} <= set(content["machine"])


def test_a_killed_command_is_not_swallowed() -> None:
    def run_one(_: str) -> Summary:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run_all({"echo": "E"}, run_one, FakeClock()))


def test_markdown_has_published_rows_apart(played: Summary) -> None:
    done = Outcome("echo", "Echo", 61.0, played)
    lines = everything.markdown([done, Outcome("sight", "S", 0.5, None, "a | b")])
    text = "\n".join(lines)
    own, others = text.split("Published, other people's numbers on their data:")
    assert "| answered | 100.00 % [100.00, 100.00] | 2 |" in own
    assert "Moshi" not in own
    assert "| Moshi <1> | 94.10 % | 0.27 s | arXiv 2503.04721 |" in others
    assert "| sight | 0.5 s | not played: a \\| b |" in others
    assert "| echo | 1 min 01 s |" in others
    rows = [line for line in lines if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)
    played.benchmark.published = ()
    assert summary.published_table(played) == []
    del played.benchmark.published


@pytest.fixture
def two_benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite as if there were one that works and one that is not there."""
    names = {"echo": "Echo.", "gone": "Not there."}
    monkeypatch.setattr(registry, "BENCHMARKS", {"echo": ECHO, "gone": "tests.bench.nowhere"})
    monkeypatch.setattr(bench_suite, "TITLES", {**names, "all": "All of them."})


def invoke(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(
        main, ["bench", *words, "--items", "1", "--target", "silence-rule", "--target", "silent"]
    )
    return found.exit_code, found.stdout


@pytest.mark.usefixtures("two_benchmarks")
def test_all_writes_one_page_one_json_and_one_file_of_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "README.md"
    table.write_text(f"before\n{BEGIN}\n{END}\nafter\n")
    words = ["all", "--out", str(tmp_path / "out"), "--table", str(table)]
    monkeypatch.setattr("sys.argv", ["microturn", "bench", *words, "--items", "1"])
    code, text = invoke(*words)
    assert code == 1  # one was not played
    assert "not played: No module named 'tests.bench.nowhere'" in text
    assert "answered" in text
    last = json.loads(text.splitlines()[-1])
    kept = json.loads((tmp_path / "out" / "results.json").read_text())
    assert kept["benches"] == last["benches"]
    assert kept["benches"]["echo"]["targets"]["silence-rule"]["answered"] == 1
    page = (tmp_path / "out" / "report.html").read_text()
    assert "No module named" in page
    assert page.count("<audio") == 2
    assert "## Echo" in (tmp_path / "out" / "results.md").read_text()
    assert "`microturn bench echo --items 1`" in table.read_text()
    played = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("record.json")}
    assert len(played) == 2 * 2 * 2
    assert invoke(*words)[0] == 1
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("record.json")} == played


@pytest.mark.usefixtures("two_benchmarks")
def test_one_benchmark_leaves_its_page_where_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["echo", "--report", str(tmp_path / "deep" / "page.html")]
    monkeypatch.setattr("sys.argv", ["microturn", "bench", *words])
    code, text = invoke(*words)
    assert code == 0
    assert json.loads(text.splitlines()[-1])["metrics"]["answered"] == 1
    page = (tmp_path / "deep" / "page.html").read_text()
    assert "<code>microturn bench echo</code>" in page
    assert "<audio" in page  # records are there until the page is written
    assert not list(tmp_path.rglob("record.json"))


@pytest.mark.usefixtures("two_benchmarks")
def test_other_speech_is_kept_in_another_folder(tmp_path: Path, bank: Path) -> None:
    assert invoke("echo", "--out", str(tmp_path), "--bank", str(bank))[0] == 0
    (folder,) = (tmp_path / "echo").glob("seed-*")
    assert folder.name.startswith("seed-0-")
    assert folder.name.endswith("-bank")


def test_every_benchmark_has_a_title_and_the_other_way_round() -> None:
    assert set(bench_suite.TITLES) == {*registry.BENCHMARKS, "all"}


def test_rows_of_a_benchmark_whose_name_begins_the_same_stay(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"{BEGIN}\n| a | `microturn bench fdb15 --items 2` |\n| b | `microturn bench fdb1` |\n{END}\n")
    report.put_table(file, ["| c | `microturn bench fdb1` |"], "fdb1")
    text = file.read_text()
    assert "| a |" in text
    assert "| b |" not in text
    assert "| c |" in text


def test_a_benchmark_is_found_by_its_name() -> None:
    assert Echo().name == "echo"
    with pytest.raises(Exception, match="expected a benchmark out of"):
        registry.benchmark("nothing")

from pathlib import Path

from microturn.bench import report
from microturn.bench.report import Origin
from microturn.bench.suite import readme
from microturn.bench.suite.run import Checked, Played
from microturn.bench.suite.summary import Summary, summarise
from tests.bench.echo import Echo

ORIGIN = Origin("microturn bench echo", "abc1234", "nano")


def summary_of(out: Path) -> Summary:
    return summarise(Echo(), ORIGIN, 1, 0, [Played("engine", (), out), Played("silent", (), out)], Checked(1, 1, ()))


def test_a_benchmark_with_marks_of_its_own_shows_all_targets_there(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("a\n<!-- echo -->\nold\n<!-- /echo -->\nb\n")
    readme.put(file, summary_of(tmp_path))
    text = file.read_text()
    assert "old" not in text
    assert "engine" in text
    assert "silent" in text
    assert "`microturn bench echo` at `abc1234`" in text
    assert text.startswith("a\n<!-- echo -->\n|")
    assert text.endswith("<!-- /echo -->\nb\n")


def test_others_go_into_the_common_table(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"{report.BEGIN}\n| x | `microturn bench core` |\n{report.END}\n")
    readme.put(file, summary_of(tmp_path))
    assert "| x | `microturn bench core` |" in file.read_text()
    assert report.put_section(file, "echo", ["lines"]) is False

"""`microturn plan`: table and record say the same, docs/scale.md shows what it prints, mistakes get one line."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from microturn.cli.main import main
from microturn.model.config import PRESETS

SCALE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text()
SHOWN = re.search(r"`microturn (plan [^`]*)`:\n\n<!-- plan -->\n```\n(.*?)```\n<!-- /plan -->", SCALE, re.DOTALL)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["plan", *arguments])


def test_the_page_shows_what_is_printed() -> None:
    assert SHOWN is not None
    found = CliRunner().invoke(main, shlex.split(SHOWN[1]))
    assert found.exit_code == 0, found.output
    assert found.stdout == SHOWN[2]


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("gpu", ["h200", "cpu"])
def test_record_is_flat_and_agrees_with_the_table(name: str, gpu: str) -> None:
    if (name, gpu) == ("small", "cpu"):
        return
    found = run(name, "--gpu", gpu, "--sessions", "2", "--headroom", "0.1", "--length", "512", "--json")
    assert found.exit_code == 0, found.output
    (line,) = found.stdout.splitlines()
    record = json.loads(line)
    assert all(isinstance(value, int | float | str) for value in record.values())
    assert (record["preset"], record["gpu"], record["sessions"]) == (name, gpu, 2)
    table = run(name, "--gpu", gpu, "--sessions", "2", "--headroom", "0.1", "--length", "512").stdout
    assert f"{record['parameters']:,}" in table and f"{record['parameters_active']:,}" in table
    assert f"{record['micro_turn_ms']:.1f} ms of 180 ms" in table
    assert f"{record['positions_per_s']:,} at 35 %" in table


def test_video_costs_three_positions() -> None:
    plain, seeing = (json.loads(run("nano", "--json", *more).stdout) for more in ((), ("--video",)))
    assert seeing["positions"] == pytest.approx(plain["positions"] + 3)
    assert seeing["one_prefill_flop"] > plain["one_prefill_flop"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("huge",), "expected a preset of tiny, nano, micro, small, got 'huge'"),
        (("small", "--gpu", "cpu"), "its memory is too small"),
        (("nano", "--gflops", "60"), "--gpu cpu only"),
        (("micro", "--gpu", "cpu", "--gflops", "1"), "it is too slow"),
    ],
)
def test_mistakes_get_one_line(arguments: tuple[str, ...], said: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert said in found.stderr and len(found.stderr.strip().splitlines()) == 1


def test_help_teaches_and_torch_stays_out() -> None:
    found = run("--help")
    assert "microturn plan small --gpu h200 --sessions 32" in found.stdout
    code = "import sys; from microturn.cli.main import main; main(['plan', 'tiny'], standalone_mode=False)"
    subprocess.run(
        [sys.executable, "-c", f"{code}; assert 'torch' not in sys.modules"], check=True, capture_output=True
    )

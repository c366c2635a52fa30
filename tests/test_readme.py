"""What the README tells people to type works."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from microturn.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands(program: str) -> list[list[str]]:
    """Arguments given to a program, in blocks and in the text."""
    lines = [line for block in blocks("sh") for line in re.split(r"\n|&&", block)] + re.findall(r"`([^`\n]+)`", README)
    words = [shlex.split(line) for line in lines if line.split()[:1] and Path(line.split()[0]).name == program]
    return [arguments for _, *arguments in words if arguments]


@pytest.mark.parametrize("arguments", commands("make"), ids=" ".join)
def test_make_targets_exist(arguments: list[str]) -> None:
    assert arguments[0] in TARGETS


@pytest.mark.parametrize("arguments", commands("microturn"), ids=" ".join)
def test_commands_and_options_exist(arguments: list[str]) -> None:
    name, *rest = arguments
    assert name in COMMANDS
    group = click.Context(main, info_name="microturn")
    command = main.get_command(group, name)
    assert command is not None
    command.make_context(name, list(rest), parent=group)  # parses, runs nothing


def test_the_readme_has_its_form() -> None:
    lines = README.splitlines()
    assert lines[0].startswith("# microturn")
    assert "make demo" in lines[:15]
    assert README.index("<!-- table -->") < README.index("<!-- /table -->")
    assert len(blocks("python")[0].strip().splitlines()) <= 6
    for folder in re.findall(r"^\| `(microturn/[a-z]+)`", README, re.MULTILINE):
        assert (ROOT / folder).is_dir()


def test_the_demo_is_what_the_readme_promises() -> None:
    demo = re.search(r"microturn (talk .*?)\n\n", (ROOT / "Makefile").read_text().replace("\\\n", " "), re.DOTALL)
    assert demo is not None
    arguments = shlex.split(demo[1])
    assert {"out/example.wav", "out/example.json", "out/example.png"} <= set(arguments)
    assert (ROOT / arguments[1]).is_file()
    assert CliRunner().invoke(main, [*arguments, "--help"]).exit_code == 0


@pytest.mark.skipif(not (ROOT / "microturn/assets/nano").is_dir(), reason="the checkpoint is not here")
def test_the_python_lines_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(blocks("python")[0], {})
    assert re.match(r"heard: .*\| said: ", capsys.readouterr().out)

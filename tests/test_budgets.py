"""Files, functions and argument lists stay small enough to read."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("microturn", "tests", "tools") for path in (ROOT / folder).rglob("*.py"))
MAX_FILE, MAX_TRAIN_FILE, MAX_FUNCTION, MAX_PARAMETERS = 300, 400, 50, 6
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function)]


def num_lines(function: Function) -> int:
    """From `def` to the end, decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def num_parameters(function: Function) -> int:
    args = function.args
    names = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file(path: Path) -> None:
    most = MAX_TRAIN_FILE if "train" in path.relative_to(ROOT).parts else MAX_FILE
    assert len(path.read_text().splitlines()) <= most


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions(path: Path) -> None:
    too_long = {f.name: num_lines(f) for f in functions(path) if num_lines(f) > MAX_FUNCTION}
    assert not too_long
    too_many = {f.name: num_parameters(f) for f in functions(path) if num_parameters(f) > MAX_PARAMETERS}
    assert not too_many

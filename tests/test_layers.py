"""Packages import downward only (docs/architecture.md, "Packages"), and torch only where it is needed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "microturn"
BELOW_ENGINE = {"core", "text", "audio", "video", "model"}
BELOW_TRAIN = BELOW_ENGINE | {"data"}
CLIENT = "engine.client"  # the engine in this process
CONFIG = "model.config"  # sizes of the network, without tensors
REMOTE = "engine.remote"  # the engine in a process of its own
FLEET = "engine.fleet"  # several of them: these three are all that others may know
ALLOWED: dict[str, set[str]] = {
    "core": set(),
    "wire": set(),
    "text": {"core"},
    "audio": {"core"},
    "video": {"core"},
    "agent": {"core"},
    "model": {"core", "audio"},
    "data": BELOW_ENGINE - {"model"},
    "engine": BELOW_ENGINE,
    "train": BELOW_TRAIN,
    "plan": {"core", CONFIG},
    "server": {"core", "wire", "audio", "video", "agent", CLIENT, REMOTE, FLEET},
    "deploy": {"core", "server", FLEET},
    "bench": {"core", "wire", "data", "agent", CLIENT, REMOTE},
    "cli": {*BELOW_TRAIN, "wire", "agent", "engine", "train", "server", "bench", "plan", ""},
    "": {"cli"},  # microturn/__main__.py
}
WITH_TORCH = {"text", "audio", "model", "data", "train"}
WITH_TORCH_FILES = {
    f"engine/{name}.py" for name in ("runner", "past", "layout", "worker", "columns", "saving", "reliving")
}
FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def package_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def imports(tree: ast.AST, path: Path) -> Iterator[str]:
    """Full names of the modules imported anywhere under `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: expected an absolute import"
            yield node.module or ""


def ours(modules: Iterator[str]) -> set[str]:
    """Names below `microturn`: {"core.units", "audio.mel", ...}."""
    return {module.partition(".")[2] for module in modules if module.split(".")[0] == "microturn"}


def is_allowed(module: str, package: str) -> bool:
    top = module.split(".")[0]
    allowed = ALLOWED[package] | {package}
    return top in allowed or module in allowed


def import_time(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported; what stands under TYPE_CHECKING does not."""
    for node in tree.body:
        is_typing = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        if not is_typing and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def test_every_package_stands_in_the_table() -> None:
    assert {package_of(path) for path in FILES} <= set(ALLOWED)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_downward(path: Path) -> None:
    modules = ours(imports(ast.parse(path.read_text()), path))
    upward = {module for module in modules if not is_allowed(module, package_of(path))}
    assert not upward, f"{name_of(path)} may not import {sorted(upward)}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_torch_is_where_it_is_needed(path: Path) -> None:
    if package_of(path) in WITH_TORCH or name_of(path) in WITH_TORCH_FILES:
        return
    modules = {module.split(".")[0] for module in imports(ast.parse(path.read_text()), path)}
    assert "torch" not in modules, f"{name_of(path)} may not import torch"


@pytest.mark.parametrize("path", [path for path in FILES if package_of(path) == "cli"], ids=name_of)
def test_commands_import_ours_inside_functions(path: Path) -> None:
    """A command file (it imports click) must be quick to load; its helpers are loaded inside its functions."""
    tree = ast.parse(path.read_text())
    if "click" not in set(imports(tree, path)):
        return
    loaded = {module for node in import_time(tree) for module in ours(imports(node, path))}
    assert not loaded, f"{name_of(path)} imports {sorted(loaded)} outside of functions"


def test_the_rules_bite() -> None:
    assert not is_allowed("engine.runner", "server")
    assert is_allowed("engine.client", "server")
    assert not is_allowed("data.scene", "model")
    assert is_allowed("model.config", "plan") and not is_allowed("model.network", "plan")
    tree = ast.parse(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch\ndef f():\n    import microturn.core"
    )
    assert [module for node in import_time(tree) for module in imports(node, FILES[0])] == ["typing"]

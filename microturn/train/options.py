"""Command-line options out of the fields of a frozen dataclass: the configuration is the documentation."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any

import click

Command = Callable[..., Any]


def options(config: type, help_of: dict[str, str], skip: tuple[str, ...] = ()) -> Callable[[Command], Command]:
    """Adds `--field` for every field; a tuple field may be given several times; fields without default are required."""

    def add(command: Command) -> Command:
        for field in reversed(fields(config)):
            if field.name not in skip:
                command = _option(field, help_of[field.name])(command)
        return command

    return add


def _option(field: Field[Any], text: str) -> Callable[[Command], Command]:
    name = f"--{field.name.replace('_', '-')}"
    is_required = field.default is MISSING
    if str(field.type).startswith("tuple"):
        return click.option(name.removesuffix("s"), field.name, multiple=True, required=is_required, help=text)
    kind = {"int": int, "float": float}.get(str(getattr(field.type, "__name__", field.type)), str)
    if is_required:
        return click.option(name, field.name, type=kind, required=True, help=text)
    return click.option(name, field.name, type=kind, default=field.default, show_default=True, help=text)

"""The `microturn` command: finds the asked-for command and turns our errors into one line and exit status 2."""

import importlib
import os
import sys
from typing import IO, Any

import click

# name -> module; each module names its command like itself
COMMANDS = {
    "talk": "microturn.cli.talk",
    "serve": "microturn.cli.serve",
    "synth": "microturn.cli.synth",
    "train": "microturn.cli.train",
    "bench": "microturn.cli.bench",
    "analyse": "microturn.cli.analyse",
    "plan": "microturn.cli.plan",
}


class CliError(click.ClickException):
    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        line = " ".join(self.format_message().split())
        click.echo(f"error: {line}", file=file or sys.stderr)


class Commands(click.Group):
    """Imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        from microturn.core.errors import MicroturnError

        try:
            return super().invoke(ctx)
        except MicroturnError as error:
            raise CliError(str(error)) from error


def _version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from microturn import __version__

        click.echo(f"microturn {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
def main() -> None:
    """A speech model that listens and speaks at once, in micro-turns of 200 ms.

    \b
    Try it on a recording:
      microturn talk question.wav -o conversation.wav --plot conversation.png
    """
    for library in ("OMP", "OPENBLAS"):  # micro-turns are small: threads would mostly wait for each other
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")

"""`microturn serve`: the realtime server. Knows only how to start it."""

import logging
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
SHUTDOWN_S = 5  # for connections to close, once their sessions have ended
KNOWN = frozenset([*vars(logging.makeLogRecord({})), "message", "asctime", "color_message", "websocket"])
COUNT = click.IntRange(1, 1000)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="The model.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8200, show_default=True, type=click.IntRange(0, 65535))
@click.option("--open", "is_open", is_flag=True, help="Ask for no API key; on this machine's own addresses only.")
@click.option(
    "--database", type=FILE, default=None, help="SQLite file of keys, sessions and usage.  [default: none kept]"
)
@click.option("--new-key", metavar="NAME", help="Make an API key in the database, print it, and end.")
@click.option("--revoke-key", metavar="NAME", help="End all API keys of a name, and end.")
@click.option("--origin", "origins", multiple=True, help="Web pages of this origin may connect; * for all.")
@click.option("--max-sessions", default=32, show_default=True, type=COUNT, help="Fewer where more would be late.")
@click.option(
    "--min-sessions", default=4, show_default=True, type=COUNT, help="Let in by a replica, whatever they cost."
)
@click.option("--replicas", default=1, show_default=True, type=COUNT, help="Processes of the engine, a core each.")
@click.option("--max-per-key", default=4, show_default=True, type=COUNT)
@click.option("--max-minutes", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Of one session.")
@click.option("--recordings", type=FOLDER, default=None, help="Where sessions are recorded whose client asks for it.")
@click.option("--log", "log_form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--log-words", is_flag=True, help="What was heard and said goes into the log, too.")
@click.option(
    "--background",
    metavar="URL",
    help="OpenAI-compatible endpoint (http://.../v1) that thinks and works "
    'meanwhile; its key from MICROTURN_BACKGROUND_KEY; "none" for none.  '
    "[default: a small local model]",
)
@click.option(
    "--background-model",
    default="",
    metavar="NAME|FILE",
    help="The endpoint's model; without --background a GGUF file.",
)
@click.option("--background-sees", is_flag=True, help="It takes pictures.")
@click.option(
    "--search",
    "search_url",
    default="",
    metavar="URL",
    help="Web search of the background, with {query}: SearXNG or Brave, JSON.",
)
@click.option(
    "--mcp", "mcp", multiple=True, metavar="COMMAND|URL", help="MCP server whose tools the background may use."
)
@click.option(
    "--python", "has_python", is_flag=True, help="The background may run Python in a sandbox (needs bubblewrap)."
)
@click.option("--idle-minutes", default=5.0, show_default=True, type=click.FloatRange(0.1), help="Without a message.")
def serve(**options: Any) -> None:
    """Serve a page to talk to it, and OpenAI's Realtime and Live protocols, whose clients connect unchanged.

    \b
    microturn serve --open
    microturn serve --host 0.0.0.0 --database microturn.db
    microturn serve --database microturn.db --new-key ann
    microturn serve --open --background http://127.0.0.1:11434/v1 --background-model llama3.2

    \b
    kill -HUP PID   restarts the model's processes one after the other; conversations go on
    """
    if options["new_key"]:
        click.echo(open_keys(options["database"]).make(options["new_key"]))
        return
    if options["revoke_key"]:
        num = open_keys(options["database"]).revoke(options["revoke_key"])
        click.echo(f"{num} keys of {options['revoke_key']} ended")
        return
    from microturn.server.app import Server
    from microturn.server.listen import listener

    server = Server(config_of(options))
    host = f"[{options['host']}]" if ":" in options["host"] else options["host"]
    click.echo(f"page: http://{host}:{options['port']}/   clients: ws://{host}:{options['port']}/v1/realtime")
    listener(
        server, host=options["host"], port=options["port"], log_config=logging_of(options["log_form"]),
        timeout_graceful_shutdown=SHUTDOWN_S,
    ).run()  # fmt: skip


def logging_of(form: str) -> dict[str, Any]:
    """Settings of logging: a line an event, for people or for programs (JSON)."""
    json = {"()": "pythonjsonlogger.json.JsonFormatter", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    text = {"()": "microturn.cli.serve.TextFormatter", "fmt": "%(asctime)s %(levelname)s %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": json if form == "json" else text},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": "INFO", "handlers": ["stderr"]},
    }


class TextFormatter(logging.Formatter):
    """The facts of an event behind its name."""

    def format(self, record: logging.LogRecord) -> str:
        facts = [f"{name}={value}" for name, value in vars(record).items() if name not in KNOWN]
        return " ".join([super().format(record), *facts])


def config_of(options: dict[str, Any]) -> Any:
    """Options -> ServerConfig. Raises BadConfig for those that do not go together."""
    from microturn.core.errors import BadConfig
    from microturn.engine.client import find_checkpoint
    from microturn.engine.remote import EngineConfig
    from microturn.server.app import ServerConfig
    from microturn.server.limits import Limits

    if options["is_open"] and options["host"] not in LOOPBACK:
        raise BadConfig(f"expected an address of this machine with --open, got {options['host']}; make keys instead")
    if not options["is_open"] and options["database"] is None:
        raise BadConfig("expected --database with the API keys, or --open for this machine alone, got neither")
    if not (find_checkpoint(options["checkpoint"]) / "config.json").exists():
        raise BadConfig(f"expected a checkpoint's name or folder, got {options['checkpoint']!r}")
    limits = Limits(
        max_sessions=options["max_sessions"],
        max_per_key=options["max_per_key"],
        max_session_s=60 * options["max_minutes"],
        idle_s=60 * options["idle_minutes"],
    )
    engine = EngineConfig(options["checkpoint"], options["max_sessions"], min_sessions=options["min_sessions"])
    return ServerConfig(
        engine, limits, options["database"], options["is_open"], options["origins"], options["recordings"],
        options["log_words"], agent_of(options), options["replicas"],
    )  # fmt: skip


def agent_of(options: dict[str, Any]) -> Any:
    """Options -> AgentConfig. Raises BadConfig."""
    import os

    from microturn.agent.endpoint import EndpointConfig
    from microturn.agent.host import AgentConfig
    from microturn.agent.toolbox import ToolboxConfig
    from microturn.core.errors import BadConfig

    url, model = options["background"], options["background_model"]
    toolbox = ToolboxConfig(
        search_url=options["search_url"] or None, mcp=options["mcp"], has_python=options["has_python"]
    )
    if url in (None, "none"):
        if model and (url or not Path(model).is_file()):
            raise BadConfig(f"expected --background URL with the model {model!r}, or the path of a GGUF file")
        return AgentConfig(gguf=Path(model) if model else None, is_local=url is None, toolbox=toolbox)
    if not model:
        raise BadConfig("expected --background-model with the name of the endpoint's model, got none")
    keys = ("MICROTURN_BACKGROUND_KEY", *(["OPENAI_API_KEY"] if url.startswith("https://api.openai.com/") else []))
    key = next((os.environ[name] for name in keys if name in os.environ), "")  # each to whom it belongs to alone
    return AgentConfig(EndpointConfig(url, model, key, sees_images=options["background_sees"]), toolbox=toolbox)


def open_keys(database: Path | None) -> Any:
    """The keys of a database. Raises BadConfig where none is named."""
    import time

    from microturn.core.errors import BadConfig
    from microturn.server.keys import Keys
    from microturn.server.store import connect

    if database is None:
        raise BadConfig("expected --database with --new-key or --revoke-key: keys are kept there")
    return Keys(connect(database), time.time)

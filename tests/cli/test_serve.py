"""`microturn serve`: what goes together is checked before anything starts."""

import json
import logging.config
from pathlib import Path

import pytest
from click.testing import CliRunner

from microturn.cli.main import main
from microturn.cli.serve import agent_of, config_of, logging_of


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--open", "--host", "0.0.0.0"], "expected an address of this machine with --open"),
        ([], "expected --database"),
        (["--new-key", "ann"], "expected --database with --new-key or --revoke-key"),
        (["--open", "--checkpoint", "nobody"], "expected a checkpoint's name or folder, got 'nobody'"),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], message: str) -> None:
    found = CliRunner().invoke(main, ["serve", *arguments])
    assert found.exit_code == 2
    assert message in found.output


def test_a_key_is_made_and_kept(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["serve", "--database", str(tmp_path / "m.db"), "--new-key", "ann"])
    assert found.exit_code == 0
    assert found.output.startswith("mt_")
    assert found.output.strip().encode() not in (tmp_path / "m.db").read_bytes()
    found = CliRunner().invoke(main, ["serve", "--database", str(tmp_path / "m.db"), "--revoke-key", "ann"])
    assert found.output == "1 keys of ann ended\n"


def test_options_reach_the_server() -> None:
    options = {
        **{"checkpoint": "nano", "host": "127.0.0.1", "is_open": True, "database": None, "origins": ("https://a.b",)},
        **{
            "max_sessions": 3,
            "min_sessions": 2,
            "replicas": 2,
            "max_per_key": 2,
            "max_minutes": 1.0,
            "idle_minutes": 0.5,
        },
        **{"recordings": Path("r"), "log_words": True},
        **{"background": "http://127.0.0.1:1/v1", "background_model": "m", "background_sees": True},
        **{"search_url": "http://127.0.0.1:2/?q={query}", "mcp": ("weather",), "has_python": True},
    }
    config = config_of(options)
    assert (config.engine.min_sessions, config.num_replicas) == (2, 2)
    assert (config.engine.max_sessions, config.limits.max_session_s, config.limits.idle_s) == (3, 60, 30)
    assert config.origins == ("https://a.b",)
    assert (config.recordings, config.logs_words) == (Path("r"), True)
    assert (config.agent.endpoint.model, config.agent.endpoint.sees_images) == ("m", True)
    assert (config.agent.toolbox.mcp, config.agent.toolbox.has_python) == (("weather",), True)


def test_a_key_goes_to_whom_it_belongs_to_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "theirs")
    monkeypatch.delenv("MICROTURN_BACKGROUND_KEY", raising=False)
    options = {"background_model": "m", "background_sees": False, "search_url": "", "mcp": (), "has_python": False}
    assert agent_of({"background": "http://127.0.0.1:1/v1", **options}).endpoint.key == ""
    assert agent_of({"background": "https://api.openai.com/v1", **options}).endpoint.key == "theirs"
    monkeypatch.setenv("MICROTURN_BACKGROUND_KEY", "ours")
    assert agent_of({"background": "http://127.0.0.1:1/v1", **options}).endpoint.key == "ours"


@pytest.mark.parametrize(
    "arguments", [("--background", "http://h/v1"), ("--background-model", "no.gguf"), ("--search", "http://h/")]
)
def test_a_background_that_cannot_be_is_named(arguments: tuple[str, ...]) -> None:
    found = CliRunner().invoke(main, ["serve", "--open", *arguments])
    assert found.exit_code == 2
    assert "expected" in found.output


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_log_says_what_happened(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_of(form))
    try:
        logging.getLogger("microturn.server").info("session ended", extra={"session": "sess_1", "heard_ms": 400})
    finally:
        logging.getLogger().handlers.clear()
    line = capsys.readouterr().err
    if form == "json":
        assert {"message": "session ended", "session": "sess_1", "heard_ms": 400}.items() <= json.loads(line).items()
    else:
        assert line.endswith("INFO session ended session=sess_1 heard_ms=400\n")

"""docs/protocol.md says what the server speaks: every event stands there once, and refused ones are refused."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from microturn.server.background import Background
from microturn.server.live import Live
from microturn.server.realtime import Realtime
from microturn.wire.live import client as live_client
from microturn.wire.live import server as live_server
from microturn.wire.parse import dump
from microturn.wire.realtime import client as realtime_client
from microturn.wire.realtime import server as realtime_server
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids
from tests.wire import live_samples, realtime_samples

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text()
UNIONS = {
    "Realtime, from the client": realtime_client.AnyEvent,
    "Realtime, from the server": realtime_server.AnyEvent,
    "Live, from the client": live_client.AnyEvent,
    "Live, from the server": live_server.AnyEvent,
}


def rows(section: str) -> list[tuple[str, str]]:
    text = re.search(rf"^## {section}$(.*?)(^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert text is not None, section
    return [(a.strip(), b.strip()) for a, b in re.findall(r"^\| (.*?) \| (.*?) \|$", text[1], re.MULTILINE)][1:]


def types_of(union: Any) -> list[str]:
    return [get_args(model.model_fields["type"].annotation)[0] for model in get_args(get_args(union)[0])]


@pytest.mark.parametrize("section", UNIONS)
def test_every_event_stands_there_once(section: str) -> None:
    listed = [name for row in rows(section) for cell in row for name in re.findall(r"`([a-z_]+[a-z_.]*)`", cell)]
    if section.endswith("client"):
        listed = [re.findall(r"`(.*?)`", event)[0] for event, _ in rows(section)]
    assert sorted(name for name in listed if not name.startswith("?")) == sorted(types_of(UNIONS[section]))


def sample(samples: list[dict[str, Any]], kind: str) -> dict[str, Any] | None:
    return next((each for each in samples if each["type"] == kind), None)


@pytest.mark.parametrize(("event", "what"), rows("Live, from the client"))
def test_live_refuses_what_it_says_and_nothing_else(event: str, what: str) -> None:
    found = sample(live_samples.FROM_CLIENT, event.strip("`"))
    if found is None or event == "`session.start`":
        return
    live = Live(Background(FakeLine()), counting_ids(), CAPABILITIES, 2_000_000_000)
    live.read(json.dumps({"type": "session.start", "session": {"model": "m"}}), 1 << 20)
    answers = [json.loads(dump(each))["type"] for each in live.read(json.dumps(found), 1 << 20)]
    assert ("error" in answers) == what.startswith("refused"), answers


@pytest.mark.parametrize(("event", "what"), rows("Realtime, from the client"))
def test_realtime_takes_every_event(event: str, what: str) -> None:
    """With items and responses that are not there, some are errors; none is unknown."""
    found = sample(realtime_samples.FROM_CLIENT, event.strip("`"))
    if found is None:
        return
    session = Realtime(Background(FakeLine()), counting_ids(), CAPABILITIES)
    answers = [json.loads(dump(each)) for each in session.read(json.dumps(found), 1 << 20)]
    for answer in answers:
        if answer["type"] == "error":
            assert "expected an item" in answer["error"]["message"] or "in progress" in answer["error"]["message"]

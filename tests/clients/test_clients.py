"""Clients of others, as they are published, have spoken conversations with `microturn serve`."""

from pathlib import Path

import numpy as np
import pytest

from tests.clients.processes import Answer, Server, converse

HERE = Path(__file__).parent
BIN = HERE.parents[1] / ".venv-clients" / "bin"
LIMIT_S = 90.0  # some 20 s of conversation, on a machine that may be busy
MIN_SAMPLES, MIN_LEVEL = 4_000, 0.01  # a word (one micro-turn has 4,800), at the level of quiet speech


def run(server: Server, speech: Path, program: str, *options: str) -> None:
    runner = str(BIN / ("node" if program.endswith(".mjs") else "python"))
    assert Path(runner).exists(), "expected the clients in .venv-clients; run `make clients`"
    check(converse([runner, str(HERE / "programs" / program), *options], server, speech, LIMIT_S))


def check(answer: Answer) -> None:
    """Both sides' words, and sound that is not silence."""
    assert answer.heard.strip(), "expected words of the user, got none"
    assert answer.said.strip(), "expected words of the model, got none"
    samples = np.frombuffer(answer.sound, "<i2").astype(np.float32) / 32768
    assert len(samples) >= MIN_SAMPLES, f"expected an answer of {MIN_SAMPLES} samples or more, got {len(samples)}"
    level = float(np.sqrt(np.mean(samples**2)))
    assert level > MIN_LEVEL, f"expected speech, got sound of level {level:.4f}"


@pytest.mark.parametrize("protocol", ["realtime", "live"])
def test_openai_in_node(server: Server, speech: Path, protocol: str) -> None:
    run(server, speech, f"openai_{protocol}.mjs")


@pytest.mark.parametrize("transport", ["websocket", "webrtc"])
def test_agents_in_a_browser(server: Server, speech: Path, transport: str) -> None:
    run(server, speech, "agents_browser.mjs", transport)


@pytest.mark.parametrize("protocol", ["realtime", "live"])
def test_pipecat(server: Server, speech: Path, protocol: str) -> None:
    run(server, speech, "pipecat_pipeline.py", protocol)


@pytest.mark.parametrize("protocol", ["realtime", "live"])
def test_livekit(server: Server, speech: Path, protocol: str) -> None:
    run(server, speech, "livekit_agent.py", protocol)

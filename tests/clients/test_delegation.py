"""The shipped model hands work on to a background model over HTTP, and says what comes back. Heard over Live."""

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from websockets.asyncio.client import ClientConnection, connect

from microturn.bench.sources import Sources
from microturn.core import pcm16
from microturn.core.units import EAR_HZ, MOUTH_HZ
from tests.agent.endpoint_server import Script
from tests.agent.endpoint_server import serving as thinking
from tests.clients.processes import Server, serving

HANDING = Path(__file__).parents[2] / "microturn" / "assets" / "handing"
ANSWER = "The bakery has fresh bread from six in the morning."
CHUNK_S, LIMIT_S = 0.1, 60.0


def question() -> np.ndarray[Any, np.dtype[np.float32]]:
    """Something to look up, float32 at 24 kHz, with a second of quiet before it."""
    sources = Sources(HANDING)
    row = next(row for row in sources.rows("request") if row.reply.startswith("Let me check"))
    clip = sources.clip(row).at(-23.0)
    return np.concatenate([np.zeros(MOUTH_HZ, np.float32), soxr.resample(clip.samples, EAR_HZ, MOUTH_HZ)])


async def speak(socket: ClientConnection) -> None:
    sound, num = question(), round(CHUNK_S * MOUTH_HZ)
    for start in range(0, round(LIMIT_S * MOUTH_HZ), num):
        chunk = sound[start : start + num]
        data = base64.b64encode(pcm16.to_bytes(np.pad(chunk, (0, num - len(chunk))))).decode()
        await socket.send(json.dumps({"type": "session.input_audio.append", "audio": data}))
        await asyncio.sleep(CHUNK_S)


async def converse(server: Server) -> tuple[str, list[dict[str, Any]]]:
    """-> what the model said, and what was told of the work, until the result has been said."""
    url = f"ws://{server.host}/v1/live/sessions?microturn=delegations"
    async with connect(url, additional_headers={"Authorization": f"Bearer {server.key}"}) as socket:
        delegation = {"type": "responses", "responses": {"model": "any"}}
        await socket.send(json.dumps({"type": "session.start", "session": {"model": "m", "delegation": delegation}}))
        speaking = asyncio.create_task(speak(socket))
        said, told = "", list[dict[str, Any]]()
        try:
            async with asyncio.timeout(LIMIT_S):
                async for message in socket:
                    event = json.loads(message)
                    said += event["delta"] if event["type"] == "session.output_transcript.delta" else ""
                    told += [event] if event["type"].startswith(("microturn.delegation", "session.delegation")) else []
                    if event.get("state") == "said":
                        break
        finally:
            speaking.cancel()
    return said, told


def test_work_is_handed_on_done_and_said(tmp_path: Path) -> None:
    with thinking(Script([ANSWER], delay_s=1.0)) as background:
        options = ("--background", background.url, "--background-model", "any")
        with serving(tmp_path, options) as server:
            said, told = asyncio.run(converse(server))
    assert [event.get("state", "created") for event in told][:2] in (["asked", "created"], ["created", "asked"])
    assert told[-1]["state"] == "said", f"expected the result to be said; said {said!r}, told {told}"
    assert {"fresh", "bread"} <= set(said.split()), said
    asked = json.dumps(background.requests[0]["messages"])
    assert "handed on" in asked

"""Unmodified clients against a server with the shipped checkpoint."""

import asyncio
import base64
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from openai import AsyncOpenAI
from websockets.exceptions import InvalidStatus

from microturn.audio import pcm
from microturn.core.units import MOUTH_HZ
from microturn.engine.remote import EngineConfig
from microturn.server.app import ServerConfig
from microturn.server.limits import Limits
from tests.server.serving import serving

EXAMPLE = Path(__file__).parents[2] / "microturn" / "assets" / "example.ogg"
LONGEST_S = 150.0  # some 25 s of speech, on a machine that may be busy


async def ask_aloud(port: int, key: str) -> tuple[Counter[str], str, str, bytes]:
    """Sends the example recording -> kinds of events, words heard, words said, sound."""
    client = AsyncOpenAI(
        api_key=key, base_url=f"http://127.0.0.1:{port}/v1", websocket_base_url=f"ws://127.0.0.1:{port}/v1"
    )
    samples = (pcm.read_mono(EXAMPLE, MOUTH_HZ) * 32767).astype("<i2")
    kinds, heard, said, sound = Counter[str](), "", "", b""
    async with client.realtime.connect(model="microturn-nano") as connection:
        await connection.session.update(session={"type": "realtime", "instructions": "keep your answers short"})
        for start in range(0, len(samples), 2400):
            data = base64.b64encode(samples[start : start + 2400].tobytes()).decode()
            await connection.input_audio_buffer.append(audio=data)
        async for event in connection:
            kinds[event.type] += 1
            assert event.type != "error", event
            if event.type == "conversation.item.input_audio_transcription.completed":
                heard += event.transcript
            elif event.type == "response.output_audio_transcript.delta":
                said += event.delta
            elif event.type == "response.output_audio.delta":
                sound += base64.b64decode(event.delta)
            elif event.type == "response.done":
                break
    return kinds, heard, said, sound


async def talk_live(port: int, key: str) -> tuple[Counter[str], str, str, bytes]:
    """The same over Live; ends the session as clients do."""
    client = AsyncOpenAI(
        api_key=key, base_url=f"http://127.0.0.1:{port}/v1", websocket_base_url=f"ws://127.0.0.1:{port}/v1"
    )
    samples = (pcm.read_mono(EXAMPLE, MOUTH_HZ) * 32767).astype("<i2")
    kinds, heard, said, sound = Counter[str](), "", "", b""
    async with client.live.connect() as connection:
        await connection.session.start(session={"model": "gpt-live-1", "instructions": "keep your answers short"})
        for start in range(0, len(samples), 4800):
            data = base64.b64encode(samples[start : start + 4800].tobytes()).decode()
            await connection.session.input_audio.append(audio=data)
        async for event in connection:
            kinds[event.type] += 1
            assert event.type != "error", event
            if event.type == "session.input_transcript.delta":
                heard += event.delta
            elif event.type == "session.output_transcript.delta":
                said += event.delta
            elif event.type == "session.output_audio.delta":
                sound += base64.b64decode(event.delta)
                if len(sound) >= 2 * len(samples) and kinds["session.closed"] == 0:
                    await connection.session.close()
            elif event.type == "session.closed":
                assert event.reason == "close_requested"
                break
    return kinds, heard, said, sound


async def official_client() -> None:
    config = ServerConfig(EngineConfig("nano", max_sessions=2), Limits(max_per_key=1))
    async with serving(config) as (server, port):
        key = server.keys.make("test")
        kinds, heard, said, sound = await asyncio.wait_for(ask_aloud(port, key), LONGEST_S)
        assert kinds["session.created"] == kinds["session.updated"] == kinds["response.created"] == 1
        assert heard
        assert said.strip()
        level = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
        assert np.sqrt(np.mean(level**2)) > 0.01
        with pytest.raises(InvalidStatus, match="401"):
            await ask_aloud(port, "mt_wrong")
        kinds, heard, said, sound = await asyncio.wait_for(talk_live(port, key), LONGEST_S)
        assert kinds["session.started"] == 1
        assert heard.strip()
        assert said.strip()
        assert kinds["session.output_audio.delta"] > 10
        while server.door.num_sessions:
            await asyncio.sleep(0.05)
        assert not server.engine.lines
        sessions = server.store.sessions(next(iter(server.store.keys())))
        assert {word.who for name in sessions for word in server.store.transcript(name)} == {"user", "model"}
        assert server.store.usage(next(iter(server.store.keys()))).heard_ms > 1000


def test_the_official_python_client_has_conversations() -> None:
    asyncio.run(official_client())

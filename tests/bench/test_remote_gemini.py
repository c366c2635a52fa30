"""Gemini Live: against a local server through google-genai where that is installed, and its events without."""

import asyncio
import datetime
import ipaddress
import json
import re
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from microturn.bench.remote import gemini as module
from microturn.bench.remote.gemini import GeminiLink
from microturn.bench.remote.playback import Playback
from microturn.bench.remote.target import open_remote
from microturn.bench.suite.take import TargetBroke
from microturn.core import pcm16
from microturn.core.errors import BadConfig
from microturn.core.messages import Source
from tests.bench.remote_servers import FakeServer, Peer, Script, coded, open_take, steps, tone

URL = "gemini://some-model"


class Session:
    """As google.genai.live.AsyncSession; what is sent is kept."""

    def __init__(self, *messages: Any) -> None:
        self.messages, self.sent = list(messages), list[tuple[str, dict[str, Any]]]()

    async def receive(self) -> AsyncIterator[Any]:
        if not self.messages:
            raise ConnectionResetError("gone")
        yield self.messages.pop(0)  # a turn each

    async def send_realtime_input(self, **values: Any) -> None:
        self.sent.append(("realtime", values))

    async def send_client_content(self, **values: Any) -> None:
        raise RuntimeError("closed")


def message(**content: Any) -> SimpleNamespace:
    fields = {"interrupted": None, "model_turn": None, "output_transcription": None, "input_transcription": None}
    return SimpleNamespace(server_content=SimpleNamespace(**{**fields, **content}))


def spoken(data: bytes, kind: str = "audio/pcm;rate=24000") -> SimpleNamespace:
    part = SimpleNamespace(inline_data=SimpleNamespace(data=data, mime_type=kind))
    return message(model_turn=SimpleNamespace(parts=[SimpleNamespace(inline_data=None), part]))


def test_sound_and_words_are_played_and_cut() -> None:
    out = Playback(lambda: now_s)
    link, now_s = GeminiLink(Session(), out), 0.0
    link.take(SimpleNamespace(server_content=None))  # usage, tool calls, going away
    link.take(spoken(pcm16.to_bytes(tone(1.0))))
    link.take(message(output_transcription=SimpleNamespace(text=" hello")))
    link.take(message(input_transcription=SimpleNamespace(text=" hey")))
    now_s = 0.3
    link.take(message(interrupted=True))
    moment = out.take(1.0)
    assert np.flatnonzero(moment.audio)[-1] == pytest.approx(0.3 * 24_000, abs=50)
    assert (moment.said, moment.heard) == (" hello", " hey")


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [(b"abc", "audio/pcm", "16 bits"), (b"ab", "audio/pcm;rate=16000", "24000 Hz"), (b"ab", "audio/ogg", "24000 Hz")],
)
def test_what_cannot_be_played_breaks_the_target(data: bytes, kind: str, reason: str) -> None:
    with pytest.raises(TargetBroke, match=reason):
        GeminiLink(Session(), Playback(lambda: 0.0)).take(spoken(data, kind))


def test_turns_follow_each_other_until_the_connection_ends() -> None:
    session = Session(spoken(b"ab"), spoken(b"ab"))
    link = GeminiLink(session, Playback(lambda: 0.0))
    with pytest.raises(TargetBroke, match="ConnectionResetError: gone"):
        asyncio.run(link.run())
    assert not session.messages
    asyncio.run(link.send(b"ab"))
    assert session.sent == [("realtime", {"audio": {"data": b"ab", "mime_type": "audio/pcm;rate=16000"}})]
    with pytest.raises(TargetBroke, match="closed"):
        asyncio.run(link.tell("so", Source.INSTRUCTIONS))


def test_the_package_and_a_key_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in module.KEYS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(BadConfig, match=r"gemini|GEMINI_API_KEY"):
        open_remote(URL)


def serve(script: Script, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """google-genai speaks TLS only: the server gets a certificate that is trusted here."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "cert.pem").write_bytes(made.public_bytes(form) + secret)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "cert.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "cert.pem"))
    monkeypatch.setenv("GEMINI_API_KEY", "k")
    return FakeServer(script, "", tls=tls)


def answering(talk: Script) -> Script:
    async def script(peer: Peer) -> None:
        await peer.wait("setup")
        await peer.raw(b'{"setupComplete": {}}')
        await talk(peer)

    return script


async def content(peer: Peer, **fields: Any) -> None:
    await peer.raw(json.dumps({"serverContent": fields}).encode())


async def converse(peer: Peer) -> None:
    await peer.hear(0.6)
    await content(peer, inputTranscription={"text": " hey"})
    blob = {"mimeType": "audio/pcm;rate=24000", "data": coded(tone(3.0))}
    await content(peer, modelTurn={"parts": [{"inlineData": blob}]}, outputTranscription={"text": " hello"})
    await content(peer, turnComplete=True)
    await peer.hear(1.2)
    await content(peer, interrupted=True)
    await content(peer, turnComplete=True)
    await peer.forever()


def test_a_session_hears_is_heard_and_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("google.genai", reason="needs .[gemini]")
    with serve(answering(converse), tmp_path, monkeypatch) as server:
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", server.url.replace("ws://", "https://"))
        take = open_take(server, URL)
        take.tell("It is three.", Source.BACKGROUND)
        take.tell("Be brief.", Source.INSTRUCTIONS)
        take.see(np.zeros((16, 16, 3), np.uint8))
        steps(take, 8)
        take.close()
    record = take.record()
    assert not record.failure
    (voice,) = record.voice
    assert (voice.start_s, voice.end_s) == pytest.approx((0.6, 1.2), abs=0.03)
    assert record.said_from(0) == "hello" and [words.text for words in record.heard] == [" hey"]
    setup = server.peer.events[0]["setup"]
    assert setup["model"] == "models/some-model"
    assert {"inputAudioTranscription", "outputAudioTranscription"} <= set(setup)
    assert {len(packet) for packet in server.peer.packets} == {640}
    told = server.peer.events[1:4]
    assert told[0]["realtime_input"]["text"] == "Say exactly: It is three."
    assert told[1]["client_content"]["turns"][0]["parts"][0]["text"] == "Be brief."
    assert told[2]["realtime_input"]["video"]["mime_type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("first", "later", "reason"),
    [
        (b'{"error": {"code": 400}}', b"", "open a session|setupComplete"),
        (b'{"setupComplete": {}}', b"hello", "Failed to parse|hello"),
        (b'{"setupComplete": {}}', b'{"code": 500, "message": "no"}', "500"),
        (b'{"setupComplete": {}}', b'{"serverContent": {"modelTurn": 7}}', "go on"),
    ],
)
def test_garbage_is_a_failure(
    first: bytes, later: bytes, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("google.genai", reason="needs .[gemini]")

    async def script(peer: Peer) -> None:
        await peer.wait("setup")
        await peer.raw(first)
        await peer.hear(0.1)
        await peer.raw(later)
        await peer.forever()

    with serve(script, tmp_path, monkeypatch) as server:
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", server.url.replace("ws://", "https://"))
        take = open_take(server, URL)
        steps(take, 2)
        take.close()
    assert re.search(reason, take.failure), take.failure

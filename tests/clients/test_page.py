"""The server's own page in Chromium: what it shows, plays, keeps, and says when something goes wrong.

`MICROTURN_SHOTS=docs` writes the pictures of the README.
"""

import base64
import io
import json
import subprocess
import sys
import time
import wave
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from microturn.audio import pcm
from microturn.core.messages import Audio
from microturn.core.units import MOUTH_HZ, TICK_MS
from tests.clients.processes import START_S, Server, both_logs, free_port, is_well, last_lines, running

HERE = Path(__file__).parent
NODE = HERE.parents[1] / ".venv-clients" / "bin" / "node"
HELDOUT = HERE.parents[1] / "microturn" / "assets" / "heldout"
LIMIT_S = 120.0
INTERRUPTION = "Stop, i want to hear dance music."
LOUD = 0.03  # of full scale: speech, not room
YIELD_S, SETTLED_TICKS = 2.0, 3  # as `bench core` judges it: quiet within, and for so long
TRIES = 3  # bench core: yields to nine interruptions of ten
JPEG = b"\xff\xd8"


def drive(scene: str, server: Server, speech: Path) -> dict[str, Any]:
    """Plays a scene of `page.mjs` -> its facts."""
    assert NODE.exists(), "expected the clients in .venv-clients; run `make clients`"
    log = speech.with_name(f"{scene}.log")
    env = {"MICROTURN_HOST": server.host, "MICROTURN_SPEECH": str(speech), "OPENAI_API_KEY": server.key}
    with running([str(NODE), str(HERE / "programs" / "page.mjs"), scene], log, env) as process:
        try:
            printed, _ = process.communicate(timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the scene did not end within {LIMIT_S:.0f} s\n{both_logs(log, server)}") from None
    assert process.returncode == 0, f"the scene ended with {process.returncode}\n{both_logs(log, server)}"
    return json.loads(printed)


def voices(facts: dict[str, Any]) -> tuple[Audio, Audio]:
    """The recording that the page made -> the user's side and the model's, float32 at 24 kHz."""
    with wave.open(io.BytesIO(base64.b64decode(facts["sound"]))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, MOUTH_HZ)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    sides = both.astype(np.float32) / np.float32(32768)
    return sides[:, 0], sides[:, 1]


def num_loud_s(voice: Audio) -> float:
    """Seconds of 20 ms pieces in which there is speech."""
    pieces = voice[: len(voice) // 480 * 480].reshape(-1, 480)
    return float((np.abs(pieces).max(axis=1) > LOUD).sum() * 0.02)


@pytest.mark.parametrize(
    ("scene", "line"), [("webrtc", "WebRTC"), ("websocket", "WebSocket"), ("blocked", "WebSocket")]
)
def test_a_conversation(server: Server, speech: Path, scene: str, line: str) -> None:
    """Over WebRTC; where the browser has none, and where its packets find no way, over WebSocket."""
    facts = drive(scene, server, speech)
    timeline = facts["timeline"]
    assert facts["state"] == f"connected over {line}"
    assert timeline["line"] == line
    assert not facts["trouble"]
    assert facts["hasPictures"], "nano has an eye, so camera and screen can be shown to it"
    assert {word["who"] for word in timeline["words"]} == {"you", "it"}
    assert "you:" in facts["transcript"] and "it:" in facts["transcript"]
    assert [turn["tick"] for turn in timeline["micro_turns"]] == list(range(len(timeline["micro_turns"])))
    assert any(turn["decision"] == "voice" for turn in timeline["micro_turns"])
    assert facts["trip"].endswith(" ms") and facts["compute"].endswith(" ms")
    you, it = voices(facts)
    assert num_loud_s(you) > 0.5
    assert num_loud_s(it) > 0.25, "a word at least"
    times = f"round trip {facts['trip']}, compute {facts['compute']}, sound {lag_ms(facts)} ms after its decision"
    print(f"{scene}: {facts['words']!r}, {times}")


def lag_ms(facts: dict[str, Any]) -> int:
    """From the end of the micro-turn in which the model first decided to speak until it is heard."""
    _, it = voices(facts)
    decided_ms = next(turn["ms"] for turn in facts["timeline"]["micro_turns"] if turn["decision"] == "voice")
    return int(np.argmax(np.abs(it) > LOUD) * 1000 / MOUTH_HZ - decided_ms)


def test_the_model_stops_when_the_user_comes_in(server: Server, tmp_path: Path) -> None:
    """It counts to ten; a voice says "Stop ..." into it. Judged by its decisions against the page's own recording of
    the voice; when the sound on its way has played out is printed, not judged."""
    speech = held_out(INTERRUPTION, tmp_path / "interruption.wav")
    seen: list[str] = []
    for _ in range(TRIES):
        facts = drive("interruption", server, speech)
        onset_ms, stop_ms = interruption(facts)
        overlap_ms = facts["timeline"]["overlap_ms"]
        heard = f"overlap {overlap_ms} ms, last sound heard at {silence_ms(facts, onset_ms)} ms"
        seen.append(f"came in at {onset_ms} ms, decided to stop at {stop_ms} ms, {heard}: {facts['words']!r}")
        print(seen[-1])
        if overlap_ms > 0 and 0 <= stop_ms - onset_ms <= 1000 * YIELD_S and " ten" not in said(facts):
            return
    raise AssertionError("the model never stopped within 2 s\n" + "\n".join(seen))


def interruption(facts: dict[str, Any]) -> tuple[int, int]:
    """-> ms at which the user's voice begins, and from which on the model is quiet; -1: it was quiet before."""
    you, _ = voices(facts)
    onset_ms = int(np.argmax(np.abs(you) > LOUD) * 1000 / MOUTH_HZ)
    turns = facts["timeline"]["micro_turns"]
    first = next(i for i, turn in enumerate(turns) if turn["ms"] > onset_ms)
    if turns[first - 1]["decision"] == "quiet":
        return onset_ms, -1
    for i in range(first, len(turns) - SETTLED_TICKS):
        if all(turn["decision"] == "quiet" for turn in turns[i : i + SETTLED_TICKS]):
            return onset_ms, int(turns[i]["ms"])
    return onset_ms, int(turns[-1]["ms"] + TICK_MS * len(turns))


def silence_ms(facts: dict[str, Any], onset_ms: int) -> int:
    """When the model is heard no more, for as long as counts as having stopped: what was on its way plays on."""
    _, it = voices(facts)
    loud_ms = np.flatnonzero(np.abs(it) > LOUD) * 1000 / MOUTH_HZ
    loud_ms = loud_ms[loud_ms > onset_ms]
    gaps = np.flatnonzero(np.diff(loud_ms) > SETTLED_TICKS * TICK_MS)
    return int(loud_ms[gaps[0]] if len(gaps) else loud_ms[-1]) if len(loud_ms) else onset_ms


def said(facts: dict[str, Any]) -> str:
    return " " + " ".join(word["text"] for word in facts["timeline"]["words"] if word["who"] == "it")


def held_out(text: str, path: Path) -> Path:
    """One of the recordings that `bench` uses, as WAV."""
    rows = [json.loads(line) for line in (HELDOUT / "s00000.jsonl").read_text().splitlines()]
    row = next(row for row in rows if row["text"] == text)
    samples = pcm.read_mono(HELDOUT / "s00000.user.ogg", MOUTH_HZ)
    start, num = round(row["offset"] * MOUTH_HZ), round(row["seconds"] * MOUTH_HZ)
    part = samples[start : start + num]
    pcm.write_wav(path, part * np.float32(0.5 / np.abs(part).max()), MOUTH_HZ)
    return path


def test_a_broken_connection_comes_back_to_its_session(server: Server, speech: Path) -> None:
    facts = drive("resume", server, speech)
    ticks = [turn["tick"] for turn in facts["timeline"]["micro_turns"]]
    assert facts["num_returns"] == 1
    assert ticks[0] == 0 and ticks == sorted(set(ticks)), "expected one session, which stood still and went on"
    assert ticks[-1] + 1 - len(ticks) <= 3, "expected no more to be lost than what was on its way"
    assert len(ticks) * TICK_MS > 4000
    assert not facts["trouble"]


def test_without_a_microphone_the_page_says_so_and_can_be_typed_to(server: Server, speech: Path) -> None:
    facts = drive("refused", server, speech)
    assert facts["refused"].startswith("The microphone was refused.")
    assert facts["missing"].startswith("There is no microphone here.")


def test_a_full_server_and_one_out_of_reach_are_told_apart(speech: Path, tmp_path: Path) -> None:
    with one_seat(tmp_path) as server:
        facts = drive("full", server, speech)
    assert facts["full"].startswith("The server is full")
    assert facts["gone"].startswith("The server does not answer.")


@contextmanager
def one_seat(folder: Path) -> Generator[Server]:
    """A server without keys, for one session."""
    server = Server(f"127.0.0.1:{free_port()}", "", folder / "server.log")
    port = server.host.split(":")[1]
    command = [sys.executable, "-m", "microturn", "serve", "--open", "--max-sessions", "1", "--port", port]
    with running(command, server.log) as process:
        deadline = time.monotonic() + START_S
        while not is_well(server):
            assert process.poll() is None and time.monotonic() < deadline, last_lines(server.log)
            time.sleep(0.2)
        yield server


def test_a_small_screen_and_the_keyboard_are_enough(server: Server, speech: Path) -> None:
    """375 px wide; a key is asked for, a wrong one refused."""
    facts = drive("keyboard", server, speech)
    assert facts["width_before"] <= 375 and facts["width_during"] <= 375, "expected no horizontal scrolling"
    assert (facts["first"], facts["second"]) == ("talk", "mute")
    assert facts["asked"].startswith("This server asks for a key.")
    assert facts["is_muted"] == "true"


def test_pictures_go_to_a_server_that_takes_them_and_the_page_says_what_for(server: Server, speech: Path) -> None:
    facts = drive("camera", server, speech)
    assert "background model" in facts["note"]
    assert 3 <= facts["num"] <= 9, "expected two a second for four seconds"
    assert (facts["pressed"], facts["num_after"]) == ("false", 0)
    assert base64.b64decode(facts["image"]).startswith(JPEG)
    assert not facts["trouble"], "the server takes the event"

"""Processes of a test: the server, and programs that talk to it. None outlives its test."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

START_S = 90.0  # until the server has loaded its checkpoint, on a machine that may be busy
STOP_S = 10.0
NUM_LAST = 40  # lines of a log that are shown when something fails


@dataclass(frozen=True)
class Server:
    """`microturn serve` at `host` (address and port), open to holders of `key`."""

    host: str
    key: str
    log: Path


@dataclass(frozen=True)
class Answer:
    """What a client got back: words of the user, words and sound (24 kHz PCM, 16 bits) of the model."""

    heard: str
    said: str
    sound: bytes


@contextlib.contextmanager
def running(command: Sequence[str], log: Path, env: dict[str, str] | None = None) -> Generator[subprocess.Popen[bytes]]:
    """A process in a group of its own, which ends with the block; its stdout is a pipe, its stderr goes to `log`."""
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command, env=os.environ | (env or {}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what the process itself has started, too
        process.wait(STOP_S)
        if process.stdout:
            process.stdout.close()


@contextlib.contextmanager
def serving(folder: Path, background: Sequence[str] = ("--background", "none")) -> Generator[Server]:
    """The server with the shipped checkpoint, a key, and pages of any origin let in."""
    port, log = free_port(), folder / "server.log"
    microturn = [sys.executable, "-m", "microturn", "serve", "--database", str(folder / "microturn.db")]
    key = subprocess.run([*microturn, "--new-key", "test"], capture_output=True, timeout=START_S, check=True).stdout
    options = ["--port", str(port), "--origin", "*", *background]
    with running([*microturn, *options], log) as process:
        server = Server(f"127.0.0.1:{port}", key.decode().strip(), log)
        deadline = time.monotonic() + START_S
        while not is_well(server):
            assert process.poll() is None, f"the server ended while it started\n{last_lines(log)}"
            assert time.monotonic() < deadline, f"the server was not ready within {START_S:.0f} s\n{last_lines(log)}"
            time.sleep(0.2)
        yield server


def converse(command: Sequence[str], server: Server, speech: Path, limit_s: float) -> Answer:
    """Runs a program that says `speech` to the server, logs to stderr, and prints what came back as JSON."""
    log = speech.with_name("client.log")
    log.write_bytes(b"")
    env = {"MICROTURN_HOST": server.host, "MICROTURN_SPEECH": str(speech), "OPENAI_API_KEY": server.key}
    with running(command, log, env) as process:
        try:
            printed, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"no answer within {limit_s:.0f} s\n{both_logs(log, server)}") from None
        assert process.returncode == 0, f"the client ended with {process.returncode}\n{both_logs(log, server)}"
    assert printed, f"the client ended without an answer\n{both_logs(log, server)}"
    answer = json.loads(printed)
    return Answer(answer["heard"], answer["said"], b64decode(answer["sound"]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_well(server: Server) -> bool:
    try:
        with urllib.request.urlopen(f"http://{server.host}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def both_logs(log: Path, server: Server) -> str:
    return f"--- client\n{last_lines(log)}\n--- server\n{last_lines(server.log)}"


def last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-NUM_LAST:])

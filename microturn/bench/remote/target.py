"""Any server behind a URL as a target of the suite: the protocol is read off the URL.

ws(s)://HOST/v1/realtime?model=NAME is OpenAI Realtime, ws(s)://HOST/v1/live/sessions?model=NAME is OpenAI Live, and
gemini://MODEL is Gemini Live. Keys: OPENAI_API_KEY for openai.com, MICROTURN_API_KEY for other hosts of OpenAI's
protocols, GEMINI_API_KEY for Gemini; no host gets another one's.
"""

import os
from collections.abc import Callable
from urllib.parse import urlsplit

from microturn.bench.remote.gemini import GeminiLink, check_gemini
from microturn.bench.remote.link import Dial
from microturn.bench.remote.live import LiveLink
from microturn.bench.remote.pace import Pace, WallPace
from microturn.bench.remote.player import RemotePlayer
from microturn.bench.remote.realtime import RealtimeLink
from microturn.bench.suite.targets import Target
from microturn.core.clock import SystemClock
from microturn.core.errors import BadConfig

GEMINI, OPENAI = "gemini://", "openai.com"
LIVE_PATH, REALTIME_PATH = "/live/sessions", "/realtime"
EXPECTED = "expected ws://HOST/v1/realtime?model=NAME, ws://HOST/v1/live/sessions or gemini://MODEL"


def wall() -> Pace:
    return WallPace(SystemClock())


def open_remote(url: str, make_pace: Callable[[], Pace] = wall) -> Target:
    """Every item gets a session of its own, which only opens when it is played. Raises BadConfig for a URL that names
    no protocol, and where a key or a package is missing."""
    dial, is_turnless = way_to(url)
    return Target(url, lambda _: RemotePlayer.open(dial, make_pace(), is_turnless), is_live=True)


def way_to(url: str) -> tuple[Dial, bool]:
    """-> (how a session is opened, whether its pauses are sent)."""
    if url.startswith(GEMINI):
        model = url.removeprefix(GEMINI).strip("/")
        if not model:
            raise BadConfig(f"{EXPECTED}, got {url!r}")
        check_gemini()
        return lambda playback: GeminiLink.open(model, playback), False
    path, key = urlsplit(url).path.rstrip("/"), key_of(url)
    if path.endswith(LIVE_PATH):
        return lambda playback: LiveLink.open(url, key, playback), True
    if path.endswith(REALTIME_PATH):
        return lambda playback: RealtimeLink.open(url, key, playback), False
    raise BadConfig(f"{EXPECTED}, got {url!r}")


def key_of(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host != OPENAI and not host.endswith(f".{OPENAI}"):
        return os.environ.get("MICROTURN_API_KEY", "")
    key = os.environ.get("OPENAI_API_KEY", "")
    if parts.scheme != "wss" or not key:
        raise BadConfig(f"expected wss:// and a key in OPENAI_API_KEY for {host}, one of them is missing")
    return key

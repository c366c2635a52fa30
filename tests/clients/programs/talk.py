"""What the programs in Python share: their surroundings, speech at its own pace, and the way to report."""

import asyncio
import base64
import json
import os
import sys
import wave
from collections.abc import AsyncIterator, Callable

HOST = os.environ["MICROTURN_HOST"]
KEY = os.environ["OPENAI_API_KEY"]
RATE_HZ = 24_000
CHUNK_S = 0.1
LOOK_S = 0.2


async def speech() -> AsyncIterator[bytes]:
    """The recording in chunks of 100 ms, as they are spoken, and silence for ever after it."""
    clock = asyncio.get_running_loop()
    with wave.open(os.environ["MICROTURN_SPEECH"]) as file:
        next_s, num = clock.time(), round(CHUNK_S * RATE_HZ)
        while True:
            yield file.readframes(num).ljust(2 * num, b"\0")
            next_s += CHUNK_S
            await asyncio.sleep(next_s - clock.time())


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        await asyncio.sleep(LOOK_S)


def log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def report(heard: str, said: str, sound: bytes) -> None:
    print(json.dumps({"heard": heard, "said": said, "sound": base64.b64encode(sound).decode()}), flush=True)

"""A line to a model that is not there, and ids that count."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.wire.extension import Capabilities

CAPABILITIES = Capabilities(
    extensions=["microturn.tick"],
    input_rates_hz=[24000, 8000],
    output_rates_hz=[24000, 8000],
    max_message_bytes=1 << 20,
)


class FakeLine:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.frames: list[Audio] = []
        self.texts: list[tuple[str, Source]] = []
        self.unheard: list[int] = []
        self.pictures: list[Picture] = []
        self.has_eyes = False

    def feed(self, audio: Audio) -> None:
        self.frames.append(audio)

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self.texts.append((text, source))

    def see(self, picture: Picture) -> None:
        self.pictures.append(picture)

    def unhear(self, tick: int) -> None:
        self.unheard.append(tick)


def counting_ids() -> Callable[[str], str]:
    counts: Counter[str] = Counter()

    def make(prefix: str) -> str:
        counts[prefix] += 1
        return f"{prefix}_{counts[prefix]}"

    return make


def turn(tick: int, heard: str = "", said: str = "") -> MicroTurn:
    """said "" is quiet, "-" is voice without a new word."""
    audio = np.full(4800, 0.1 if said else 0.0, np.float32)
    return MicroTurn(tick, bool(said), audio, heard, said.replace("-", ""), num_tokens=(0, 2))

"""Voices by name: what speaks a text and knows when each word and phone sounds. Knows nothing of banks.

`kokoro:FOLDER` (or a hub name) needs the extra `voices`; `espeak` and `flite` are programs of the system.
"""

import re
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from microturn.core.errors import BadConfig
from microturn.data.bank import Span
from microturn.text.normal import spoken

ASSISTANT = "af_heart"
HELD_OUT = frozenset({"am_onyx", "af_kore", "bf_emma", "bm_daniel", "am_santa"})  # never trained on
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Spoken:
    """A text as sound (None: times only), with its words and phones."""

    samples: NDArray[np.float32] | None
    rate_hz: int
    words: tuple[Span, ...]
    phones: tuple[Span, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz if self.samples is not None else self.phones[-1].end_s


class Speaker(Protocol):
    def names(self) -> list[str]:
        """Voices for the user side, without the assistant's own."""
        ...

    def blend(self, name: str, rng: np.random.Generator) -> str:
        """Sometimes another voice near `name`."""
        ...

    def say(self, text: str, voice: str, speed: float) -> Spoken | None:
        """None where words and sound cannot be matched."""
        ...


def open_speaker(spec: str, is_silent: bool = False) -> Speaker:
    """`spec`: "kokoro:PATH_OR_HUB_NAME", "espeak" or "flite"; `is_silent`: times without sound, much faster.

    Raises BadConfig for anything else and where the model or program is missing.
    """
    kind, _, place = spec.partition(":")
    if kind == "kokoro":
        from microturn.data.kokoro import Kokoro  # needs the extra `voices`

        return Kokoro(place or "kokoro", is_silent)
    if is_silent:
        raise BadConfig(f"expected kokoro:PATH for times without sound, got {spec!r}, which always makes sound")
    if kind in ("espeak", "flite"):
        from microturn.data.programs import Espeak, Flite

        return Espeak() if kind == "espeak" else Flite()
    raise BadConfig(f"expected voices kokoro:PATH, espeak or flite, got {spec!r}")


def choose_voice(speaker: Speaker, is_held_out: bool, rng: np.random.Generator) -> str:
    """A voice for the user: for evaluation one of the held-out voices, for training any other or a blend."""
    names = speaker.names()
    if is_held_out:
        known = sorted(HELD_OUT & set(names))
        if not known:
            raise BadConfig(f"expected voices out of {sorted(HELD_OUT)} for evaluation, the speaker has {names}")
        return known[int(rng.integers(len(known)))]
    names = [name for name in names if name not in HELD_OUT]
    return speaker.blend(names[int(rng.integers(len(names)))], rng)


def readable(text: str) -> str:
    """Numbers and signs in words, as everything else of ours reads them; other texts stay as they are."""
    return spoken(text) if _DIGIT.search(text) else " ".join(text.split())


def written_words(text: str) -> list[str]:
    return [word for word in text.split() if re.search(r"\w", word)]

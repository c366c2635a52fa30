"""Outside judges of speech: a speech recogniser (faster-whisper) and predicted quality (DNSMOS). Both are optional."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from microturn.bench.drive import Run
from microturn.bench.score import Scores, named
from microturn.bench.sources import Clip
from microturn.bench.suite.record import Record
from microturn.bench.words import compare
from microturn.core.errors import BadConfig
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

NOT_MEASURED = "not measured: install .[score] and pass --scorer PATH"
MARGIN_S = 0.1
TOKENS_PER_S, MORE_TOKENS = 8, 16  # fast speech has six words a second
TONE_WIDTH_HZ, TONE_SHARE = 8.0, 0.9


@dataclass(frozen=True)
class Judge:
    """`write`: float32 [n] at 16 kHz -> words; `rate`: the same -> predicted mean opinion score, 1 to 5."""

    write: Callable[[Audio], str]
    rate: Callable[[Audio], float]

    def score(self, run: Run) -> Scores:
        """Of what was said in a run; all words are missing where nothing was."""
        speech = spoken(run)
        scores = named("asr", compare(run.item.text, self.write(speech) if len(speech) else ""))
        return {**scores, "dnsmos": self.rate(speech) if len(speech) else None}

    def floor(self, clip: Clip) -> Scores:
        """Its own word errors, on recordings of the text."""
        return named("asr", compare(clip.text, self.write(clip.samples)))


def spoken(run: Run | Record) -> Audio:
    """From the first to the last voice of the model: float32 [n] at 16 kHz; empty where there is none."""
    if not run.voice:
        return np.zeros(0, np.float32)
    return at_ear(run.output, run.voice[0].start_s - MARGIN_S, run.voice[-1].end_s + MARGIN_S)


def at_ear(output: Audio, start_s: float, end_s: float) -> Audio:
    """What a recogniser gets of an output, float32 [m] at 24 kHz, between two times: float32 [n] at 16 kHz."""
    first, stop = (round(max(0.0, at_s) * MOUTH_HZ) for at_s in (start_s, end_s))
    return np.clip(soxr.resample(output[first:stop], MOUTH_HZ, EAR_HZ), -1, 1)


def open_judge(scorer: str, num_threads: int = 1) -> Judge | None:
    """`scorer`: folder or hub name of a faster-whisper model; None without one or without the packages. `num_threads`
    may ask it at once.

    Raises BadConfig for a model that cannot be opened.
    """
    if not scorer:
        return None
    try:
        whisper, quality = import_module("faster_whisper"), import_module("speechmos.dnsmos")
    except ImportError:
        return None
    if "/" in scorer and scorer.count("/") != 1 and not Path(scorer).is_dir():
        raise BadConfig(f"expected the folder of a faster-whisper model, found none at {scorer}")
    try:
        model = whisper.WhisperModel(scorer, device="cpu", compute_type="int8", cpu_threads=1, num_workers=num_threads)
    except (RuntimeError, ValueError, OSError) as error:
        raise BadConfig(f"expected a faster-whisper model at {scorer}: {error}") from error
    return Judge(lambda samples: _write(model, samples), lambda samples: _rate(quality, samples))


def _write(model: Any, samples: Audio) -> str:
    """Without its second tries at higher temperatures, which are drawn anew each time, and with no more words than
    anybody can say: what is no speech makes it write without end."""
    if not len(samples) or is_tone(samples):
        return ""
    most = MORE_TOKENS + round(TOKENS_PER_S * len(samples) / EAR_HZ)
    options = {"temperature": 0.0, "max_new_tokens": most, "condition_on_previous_text": False}
    parts, _ = model.transcribe(samples, language="en", beam_size=5, **options)
    return " ".join(part.text for part in parts)


def is_tone(samples: Audio) -> bool:
    """Nearly all of it has one pitch, as what trivial players make: no recogniser need be asked for words."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    top, near = int(power.argmax()), math.ceil(TONE_WIDTH_HZ * len(samples) / EAR_HZ)
    return bool(power[max(0, top - near) : top + near + 1].sum() > TONE_SHARE * power.sum())


def _rate(quality: Any, samples: Audio) -> float:
    return float(quality.run(samples, sr=EAR_HZ, return_df=False)["ovrl_mos"])

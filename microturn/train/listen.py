"""Judges of made speech: predicted quality (DNSMOS, arXiv 2110.01763) and words understood (Whisper, 2212.04356).

Needs the extra `score` (`pip install microturn[score]`); imported only when called.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from microturn.core.errors import BadConfig
from microturn.core.messages import Audio
from microturn.text.normal import words

JUDGE_HZ = 16_000
MODEL_VARIABLE, MODEL_HUB_NAME = "MICROTURN_WHISPER", "tiny.en"
EXTRA = "expected {package} for scoring, it is not installed; get it with `pip install microturn[score]`"


def dnsmos(wave: Audio, rate_hz: int) -> float:
    """Predicted overall quality (OVRL, 1 to 5) of speech, float32 [n]. Raises BadConfig without `speechmos`."""
    try:
        from speechmos import dnsmos as judge
    except ImportError as error:
        raise BadConfig(EXTRA.format(package="speechmos and librosa")) from error
    return float(judge.run(np.clip(_heard(wave, rate_hz), -1, 1), sr=JUDGE_HZ)["ovrl_mos"])


def transcribe(wave: Audio, rate_hz: int) -> str:
    """What Whisper tiny.en (or the model that MICROTURN_WHISPER names: folder or hub name) writes down."""
    model = _whisper(os.environ.get(MODEL_VARIABLE, MODEL_HUB_NAME))
    segments, _ = model.transcribe(_heard(wave, rate_hz), language="en", beam_size=1, temperature=0.0)
    return " ".join(segment.text.strip() for segment in segments)


def word_errors(reference: str, heard: str) -> tuple[int, int]:
    """(substitutions + deletions + insertions, words of the reference), both texts normalised."""
    true, made = words(reference), words(heard)
    costs = list(range(len(made) + 1))
    for i, word in enumerate(true, 1):
        above, costs[0] = costs[0], i
        for j, other in enumerate(made, 1):
            above, costs[j] = costs[j], min(costs[j] + 1, costs[j - 1] + 1, above + (word != other))
    return costs[-1], len(true)


def _heard(wave: Audio, rate_hz: int) -> Audio:
    assert wave.ndim == 1, wave.shape
    return soxr.resample(wave, rate_hz, JUDGE_HZ).astype(np.float32)


@lru_cache
def _whisper(name: str) -> Any:
    try:
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise BadConfig(EXTRA.format(package="faster-whisper")) from error
    try:
        return WhisperModel(name, device="cpu", compute_type="int8", cpu_threads=1)
    except (OSError, ValueError, RuntimeError) as error:
        wish = f"set {MODEL_VARIABLE} to the folder of a CTranslate2 Whisper model"
        place = "" if Path(name).exists() else " (no such folder, nor on the hub)"
        raise BadConfig(f"expected a Whisper model at {name!r}{place}, got: {error}; {wish}") from error

"""Sounds of a throat that mean nothing: coughs, and the "mm" and "ah" of held-out voices."""

import numpy as np

from microturn.bench.fdb.said import bare
from microturn.bench.items import LEVEL_DB
from microturn.bench.sources import Clip, Sources
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data.augment import convolve, low_pass

HUMS = frozenset(("ah", "er", "hm", "hmm", "mm", "oh", "uh", "um"))
STREAM = 96  # of random numbers
DECAYS_S, GAP_S, CUT_HZ = (0.2, 0.35), 0.15, 2500


def tic(sources: Sources, index: int, seed: int) -> Clip:
    """Every second one a cough; all of them where the bank has no such voices."""
    rng = np.random.default_rng([seed, STREAM, index])
    rows = [row for row in sources.rows("backchannel") if bare(row.text) in HUMS]
    clip = sources.clip(rows[int(rng.integers(len(rows)))]) if rows and index % 2 else cough(rng)
    return clip.at(LEVEL_DB + float(rng.uniform(-5, 5)))


def cough(rng: np.random.Generator) -> Clip:
    """Two bursts of noise that fall by 60 dB each."""
    gap = np.zeros(round(GAP_S * EAR_HZ), np.float32)
    samples = np.concatenate([_burst(rng), gap, _burst(rng)])
    return Clip("", "", samples, ((0.0, len(samples) / EAR_HZ),))


def _burst(rng: np.random.Generator) -> Audio:
    num = round(float(rng.uniform(*DECAYS_S)) * EAR_HZ)
    fall = np.exp(-6.9 * np.arange(num, dtype=np.float32) / num)
    return convolve(rng.standard_normal(num, np.float32), low_pass(CUT_HZ)) * fall

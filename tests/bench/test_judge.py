import numpy as np
import soxr

from microturn.bench.baselines import TONE_WAVE
from microturn.bench.judge import is_tone
from microturn.bench.sources import Sources
from microturn.core.units import EAR_HZ, MOUTH_HZ


def test_the_tone_of_trivial_players_is_told_from_speech(sources: Sources) -> None:
    tone = soxr.resample(np.tile(TONE_WAVE, 20), MOUTH_HZ, EAR_HZ).astype(np.float32)
    pause = np.zeros(EAR_HZ, np.float32)
    assert is_tone(tone)
    assert is_tone(np.concatenate([tone[:7000], pause, tone]).astype(np.float32))
    for row in sources.rows("request")[:20]:
        speech = sources.clip(row).samples
        assert not is_tone(speech)
        assert not is_tone((speech + 0.1 * np.resize(tone, len(speech))).astype(np.float32))

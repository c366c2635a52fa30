"""Makes microturn/assets/example.ogg: three things said by one synthetic voice that is in no training data.

usage: python tools/make_example.py KOKORO   (folder of the voices; needs the extra `voices`)
"""

import sys
from pathlib import Path

import numpy as np
import soundfile

from microturn.audio.resample import StreamResampler
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data.voices import open_speaker

OUT = Path(__file__).parents[1] / "microturn" / "assets" / "example.ogg"
VOICE, VOICE_HZ = "bf_emma", 24_000
ROOM = 1e-3  # RMS of the noise: -60 dBFS
PEAK = 0.5
SAYS = (  # seconds of silence, then words
    (0.6, "Hello there."),
    (1.8, "What is two plus three?"),
    (2.5, "Please tell me,"),
    (0.7, "what is the capital of France?"),
)
END_S = 3.0


def main(folder: str) -> None:
    speaker = open_speaker(f"kokoro:{folder}")
    parts: list[Audio] = []
    for silence_s, text in SAYS:
        spoken = speaker.say(text, VOICE, 1.0)
        assert spoken is not None and spoken.samples is not None and spoken.rate_hz == VOICE_HZ, text
        parts += [np.zeros(round(silence_s * VOICE_HZ), np.float32), spoken.samples]
    line = np.concatenate([*parts, np.zeros(round(END_S * VOICE_HZ), np.float32)])
    resampler = StreamResampler(VOICE_HZ, EAR_HZ)
    speech = np.concatenate([resampler.step(line * np.float32(PEAK / np.abs(line).max())), resampler.flush()])
    room = np.random.default_rng(0).normal(0, ROOM, len(speech)).astype(np.float32)
    soundfile.write(OUT, speech + room, EAR_HZ, format="OGG", subtype="OPUS")
    print(f"{OUT}: {len(speech) / EAR_HZ:.1f} s, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])

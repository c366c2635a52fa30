"""A tiny bank of tones instead of speech, with the words' times known."""

import json
from pathlib import Path

import numpy as np
import soundfile

RATE_HZ = 16_000
WORD_S, GAP_S, GROUP_S = 0.25, 0.05, 0.2  # a word, what follows it, and the silence around a row
ROWS = (
    ("request", "what is the time in paris", "It is three in the afternoon."),
    ("request", "tell me the color of the sky", "The sky is blue for most of the day."),
    ("request", "please count to five", "One two three four five."),
    ("interruption", "wait stop", ""),
    ("backchannel", "yeah", ""),
    ("side", "mom where is the bread", ""),
)


def make_bank(folder: Path) -> Path:
    """Every row by a held-out voice; words begin 0.2 s into the row."""
    folder.mkdir(parents=True)
    parts: list[np.ndarray] = []
    rows: list[str] = []
    for kind, text, reply in ROWS:
        words = [(w, GROUP_S + i * (WORD_S + GAP_S)) for i, w in enumerate(text.split())]
        sound = np.zeros(round((words[-1][1] + WORD_S + GROUP_S) * RATE_HZ))
        for i, (_, start_s) in enumerate(words):
            times = np.arange(round(WORD_S * RATE_HZ)) / RATE_HZ
            start = round(start_s * RATE_HZ)
            sound[start : start + len(times)] = 0.3 * np.sin(2 * np.pi * (200 + 40 * i) * times)
        row = {"role": "user", "kind": kind, "text": text, "reply": reply, "speaker": "bf_emma", "phones": []}
        row |= {"offset": sum(map(len, parts)) / RATE_HZ, "seconds": len(sound) / RATE_HZ}
        rows.append(json.dumps(row | {"words": [[w, s, s + WORD_S] for w, s in words]}))
        parts.append(sound)
    soundfile.write(folder / "s00000.user.ogg", np.concatenate(parts), RATE_HZ, format="FLAC")
    (folder / "s00000.jsonl").write_text("\n".join(rows) + "\n")
    return folder

"""A tiny bank made of tones with known times: no voices, no network."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from microturn.data.bank import Bank
from microturn.data.timers import took

RATE_HZ = 24_000
LEAD_S, WORD_S, GAP_S = 0.08, 0.3, 0.05
SYMBOLS = "bdfɡklmnpstvz"


def tone_row(number: int, role: str, text: str, **more: Any) -> dict[str, Any]:
    """Each word is a tone of 0.3 s, its 12 phones of 25 ms; a full stop of 0.1 s ends it."""
    words: list[list[Any]] = []
    phones: list[list[Any]] = []
    at_s = LEAD_S
    for i, word in enumerate(text.split()):
        if i:
            phones.append([" ", at_s, at_s + GAP_S])
            at_s += GAP_S
        symbol = SYMBOLS[hash_of(word) % len(SYMBOLS)]
        phones += [[symbol, at_s + 0.025 * k, at_s + 0.025 * (k + 1)] for k in range(12)]
        words.append([word, at_s, at_s + WORD_S])
        at_s += WORD_S
    phones.append([".", at_s, at_s + 0.1])
    row = {"id": number, "role": role, "speaker": "tone", "text": text, "words": words, "phones": phones}
    return row | more


def hash_of(word: str) -> int:
    return sum(map(ord, word))


def sound_of(row: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The tones of a row and 0.15 s of silence."""
    sound = np.zeros(round((row["words"][-1][2] + 0.15) * RATE_HZ), np.float32)
    for word, start_s, end_s in row["words"]:
        first, stop = round(start_s * RATE_HZ), round(end_s * RATE_HZ)
        steps = np.arange(stop - first) / RATE_HZ
        sound[first:stop] = 0.3 * np.sin(2 * np.pi * (200 + hash_of(word) % 700) * steps)
    return sound


def write_bank(folder: Path, rows: list[dict[str, Any]], silent: tuple[str, ...] = ()) -> Path:
    """One shard, as synth would have written it; rows of the texts in `silent` have times but no sound."""
    folder.mkdir(parents=True, exist_ok=True)
    tracks: dict[str, list[Any]] = {}
    for row in rows:
        if row["text"] not in silent:
            track = tracks.setdefault(row["role"], [])
            sound = sound_of(row)
            row |= {"offset": sum(map(len, track)) / RATE_HZ, "seconds": len(sound) / RATE_HZ}
            track += [sound, np.zeros(RATE_HZ // 5, np.float32)]
    for role, parts in tracks.items():
        # FLAC inside: the reader goes by content, and nothing is lost
        soundfile.write(folder / f"s00000.{role}.ogg", np.concatenate(parts), RATE_HZ, "PCM_16", format="FLAC")
    (folder / "s00000.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


REQUESTS = {
    "please set a timer for ten minutes": "okay timer set for ten minutes",
    "what is the capital of france": "the capital of france is paris",
    "turn on the lights in the kitchen": "okay turning on the kitchen lights",
    "tell me what two plus three is": "two plus three is five",
    "can you play some jazz for me": "okay playing some jazz",
    "remind me to call my mother": "okay i will remind you to call your mother",
    "is there a bus to the harbor": "let me check the bus",
    "never mind": "Alright, never mind.",
}
INTERRUPTIONS = {"wait what about tuesday": "let me check tuesday", "no stop that now": "okay i will stop"}
BACKCHANNELS = ("yeah", "right", "okay")
SIDE = ("honey did you feed the cat", "where did you put the keys")
SAID = ("the ship sailed slowly over the sea", "we read a long book about the old town by the river")
FILLERS = ("um", "well")
TIMERS = {
    "remind me to drink every four seconds": "Okay, every four seconds.",
    "tell me when six seconds have passed": "Okay.",
    "count to three slowly": "Okay.",
    "count to three one number every two seconds": "Okay.",
    "start the clock": "Okay.",
    "how long was that": "",
}
CUES = {
    "stop me when i say um": "Okay.",
    "tell me when i say coffee": "Okay.",
    "correct me when i'm wrong": "Okay.",
    "repeat after me": "Okay.",
    "say each word in spanish": "Okay.",
    "count with me": "Okay.",
    "let me tell you about my day": "Sure, go ahead.",
    "shadow me": "Okay.",
    "just say mm-hmm while I tell you something": "Okay.",
}
SIGHTS = {
    "count my squats": "Okay.",
    "say start and stop for waving": "Okay.",
    "tell me when you see the red ball": "Okay.",
}
TOLD = {
    "sum": {"two plus two is five": "No, four.", "one plus one is two": ""},
    "list": {"one two three": "", "red blue green": ""},
    "story": {"i had a coffee near the river and then we went home again": "", "we saw a dog at the station": ""},
}
CUE_SAYINGS = (
    *("Stop.", "You said coffee.", "No, four.", "Red.", "Blue.", "Green.", "Sure, go ahead."),
    *("Rojo.", "Azul.", "Uno.", "Dos.", "Tres."),
    *("Mm-hmm.", "Right.", "I see.", "Yeah."),
)
SIGHT_SAYINGS = ("Four.", "Five.", "Six.", "Seven.", "Eight.", "Start.", "The red ball.")
SAYINGS = ("Drink.", "Six seconds have passed.", "One.", "Two.", "Three.", *map(took, range(1, 61)))


def tiny_rows() -> list[dict[str, Any]]:
    texts = [("user", t, {"kind": "request", "reply": r}) for t, r in REQUESTS.items()]
    texts += [("user", t, {"kind": "interruption", "reply": r}) for t, r in INTERRUPTIONS.items()]
    texts += [("user", t, {"kind": "backchannel"}) for t in BACKCHANNELS]
    texts += [("user", t, {"kind": "side"}) for t in SIDE]
    texts += [("user", t, {"kind": "filler"}) for t in FILLERS]
    texts += [("user", t, {"kind": "timer", "reply": r}) for t, r in TIMERS.items()]
    texts += [("user", t, {"kind": "cue", "reply": r}) for t, r in CUES.items()]
    texts += [("user", t, {"kind": "sight", "reply": r}) for t, r in SIGHTS.items()]
    texts += [("user", t, {"kind": kind, "reply": r}) for kind, rows in TOLD.items() for t, r in rows.items()]
    replies = (*REQUESTS.values(), *INTERRUPTIONS.values(), *TIMERS.values(), *CUES.values())
    own = dict.fromkeys((*SAID, *SIGHT_SAYINGS, *filter(None, replies), *SAYINGS, *CUE_SAYINGS, *TOLD["story"]))
    texts += [("assistant", t, {}) for t in own]
    return [tone_row(i, role, text, **more) for i, (role, text, more) in enumerate(texts)]


def tiny_bank(folder: Path) -> Bank:
    """Requests with replies, half of these silent; interruptions, backchannels, side talk, fillers, texts to say."""
    silent = tuple(REQUESTS.values())[::2]
    return Bank.load([write_bank(folder / "bank", tiny_rows(), silent)], folder / "cache")

"""espeak-ng and flite as speakers: fast, rough, always there. They are called as programs, never linked.

flite tells when each phone ends; espeak-ng tells nothing, so it speaks word by word and phones share a word evenly.
"""

import re
import shutil
import subprocess
from functools import lru_cache
from itertools import groupby
from tempfile import NamedTemporaryFile

import numpy as np
import soundfile
from numpy.typing import NDArray

from microturn.core.errors import BadConfig
from microturn.data.align import share
from microturn.data.bank import Span
from microturn.data.trim import audible_end_s, trimmed_spans
from microturn.data.voices import Spoken, written_words

TIMEOUT_S = 30
WORD_GAP_S = 0.02
PAUSE_S = {",": 0.2, ".": 0.3, "?": 0.3, "!": 0.3}
# ARPAbet -> symbols of our inventory, as Kokoro would be driven.
ARPABET = {
    "aa": "ɑː", "ae": "æ", "ah": "ʌ", "ao": "ɔː", "aw": "aʊ", "ax": "ə", "ay": "aɪ", "b": "b", "ch": "tʃ", "d": "d",
    "dh": "ð", "eh": "ɛ", "er": "ɚ", "ey": "eɪ", "f": "f", "g": "ɡ", "hh": "h", "ih": "ɪ", "iy": "iː", "jh": "dʒ",
    "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ŋ", "ow": "oʊ", "oy": "ɔɪ", "p": "p", "r": "ɹ", "s": "s",
    "sh": "ʃ", "t": "t", "th": "θ", "uh": "ʊ", "uw": "uː", "v": "v", "w": "w", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip
SAID_AS = {"mm-hmm": "umhum", "uh-huh": "uhhuh", "mm": "um", "hmm": "hum"}  # they would spell these
Floats = NDArray[np.float32]


def _need(program: str) -> None:
    if shutil.which(program) is None:
        raise BadConfig(f"expected the program {program}, found none; install the system package {program}")


def _run(command: list[str]) -> bytes:
    done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
    if done.returncode:
        raise BadConfig(f"expected {command[0]} to speak, it failed: {done.stderr.decode(errors='replace')[:200]}")
    return done.stdout


def _sayable(text: str) -> str:
    """The same words, one for one, in a spelling that the programs read as words."""
    return re.sub(r"[\w'-]+", lambda word: SAID_AS.get(word[0].lower(), word[0]), text)


class Flite:
    """Four voices, 8 or 16 kHz; `rms`, `slt` and `awb` are recorded speakers."""

    def __init__(self) -> None:
        _need("flite")
        self._alone: dict[str, list[str]] = {}

    def names(self) -> list[str]:
        return ["kal16", "awb", "rms", "slt"]

    def blend(self, name: str, rng: np.random.Generator) -> str:
        return name

    def say(self, text: str, voice: str, speed: float) -> Spoken | None:
        """Exact phone times; words by counting the phones that each has alone."""
        with NamedTemporaryFile(suffix=".wav") as file:
            phones = _speak(_sayable(text), voice, speed, file.name)
            sound, rate_hz = soundfile.read(file.name, dtype="int16")
        samples = (sound / 32768).astype(np.float32)
        words = written_words(text)
        spoken = [phone for phone in phones if phone[0] != "pau"]
        if not words or not spoken:
            return None
        alone = self._phones_of([_sayable(word) for word in words])
        times = self._word_times(words, alone, spoken)
        if times is None:
            return None
        symbols = [span for phone in phones for span in _symbols(*phone)]
        times, symbols = trimmed_spans(times, symbols, audible_end_s(samples, rate_hz))
        return Spoken(samples, rate_hz, tuple(times), tuple(symbols))

    def _word_times(
        self, words: list[str], alone: list[list[str]], spoken: list[tuple[str, float, float]]
    ) -> list[Span] | None:
        """Words take as many phones as they have alone; where that does not add up, the text is passed over."""
        if sum(map(len, alone)) != len(spoken):
            return None
        out: list[Span] = []
        at = 0
        for word, phones in zip(words, alone):
            if phones:
                out.append(Span(word, spoken[at][1], spoken[at + len(phones) - 1][2]))
            at += len(phones)
        return out

    def _phones_of(self, words: list[str]) -> list[list[str]]:
        """The phones of each word alone: all new ones in one call, with a pause after each."""
        new = [word for word in dict.fromkeys(words) if word not in self._alone]
        listing = [name for name, _, _ in _speak(". ".join(new), "kal16", 1.0, "none")] if new else []
        runs = [list(run) for is_pause, run in groupby(listing, lambda name: name == "pau") if not is_pause]
        if len(runs) != len(new):
            runs = [[name for name, _, _ in _speak(word, "kal16", 1.0, "none") if name != "pau"] for word in new]
        self._alone |= dict(zip(new, runs))
        return [self._alone[word] for word in words]


def _speak(text: str, voice: str, speed: float, file: str) -> list[tuple[str, float, float]]:
    """Runs flite -> (phone, start, end) of everything it says."""
    command = ["flite", "-voice", voice, "--setf", f"duration_stretch={1 / speed:.3f}", "-psdur"]
    listing = _run([*command, "-t", f" {text} ", "-o", file]).decode(errors="replace")
    found = [(name, float(end)) for name, end in re.findall(r"(\w+):([\d.]+)", listing)]
    starts = [0.0, *(end for _, end in found)]
    return [(name, start, end) for (name, end), start in zip(found, starts)]


def _symbols(name: str, start_s: float, end_s: float) -> list[Span]:
    symbols = " " if name == "pau" else ARPABET.get(name, "⁇")
    pieces = share(start_s, end_s, [1] * len(symbols))
    return [Span(symbol, round(a, 4), round(b, 4)) for symbol, (a, b) in zip(symbols, pieces)]


class Espeak:
    """Accents of espeak-ng in several voices, 22.05 kHz; each word spoken alone and set after the other."""

    accents = ("en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029")
    variants = ("", "+m1", "+m3", "+m5", "+m7", "+f1", "+f2", "+f3", "+f4")

    def __init__(self) -> None:
        _need("espeak-ng")

    def names(self) -> list[str]:
        return [accent + variant for accent in self.accents for variant in self.variants]

    def blend(self, name: str, rng: np.random.Generator) -> str:
        return name

    def say(self, text: str, voice: str, speed: float) -> Spoken | None:
        pieces: list[Floats] = []
        words: list[Span] = []
        phones: list[Span] = []
        at_s, rate_hz = 0.0, 22_050
        for word in written_words(text):
            sound, rate_hz, symbols = _speak_word(_sayable(word), voice, speed)
            end_s = at_s + len(sound) / rate_hz
            words.append(Span(word, at_s, end_s))
            phones += [Span(c, a, b) for c, (a, b) in zip(symbols, share(at_s, end_s, [1] * len(symbols)))]
            gap_s = PAUSE_S.get(word[-1], WORD_GAP_S) / speed
            phones.append(Span(" ", end_s, end_s + gap_s))
            pieces += [sound, np.zeros(int(gap_s * rate_hz), np.float32)]
            at_s = sum(map(len, pieces)) / rate_hz
        return Spoken(np.concatenate(pieces), rate_hz, tuple(words), tuple(phones)) if words else None


@lru_cache(5_000)
def _speak_word(word: str, voice: str, speed: float) -> tuple[Floats, int, str]:
    """One word without the silence around it: samples, rate, symbols."""
    command = ["espeak-ng", "-v", voice, "-s", str(round(165 * speed)), "--ipa=1", "--sep=", "--stdout", "--", word]
    output = _run(command)
    start = output.index(b"RIFF")
    symbols = re.sub(r"[\s_]", "", output[:start].decode(errors="replace"))
    sound = np.frombuffer(output[start + 44 :][: (len(output) - start - 44) // 2 * 2], "<i2")
    rate_hz = int.from_bytes(output[start + 24 : start + 28], "little")
    sound = (sound / 32768).astype(np.float32)
    loud = np.nonzero(np.abs(sound) > 0.01)[0]
    return (sound[loud[0] : loud[-1] + 1] if len(loud) else sound), rate_hz, symbols

"""Kokoro-82M (Apache-2.0) as a speaker with exact word and phone times. Knows nothing of files but its model.

The graph's own durations (25 ms frames for each phoneme) are made an output, so times need no recogniser;
the part of the graph that makes them runs alone about 100 times as fast as speech.
"""

import os
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microturn.core.errors import BadConfig
from microturn.data.align import align, share
from microturn.data.bank import Span
from microturn.data.foreign import IPA
from microturn.data.trim import SILENT_TAIL_S, audible_end_s, trimmed_spans
from microturn.data.voices import ASSISTANT, HELD_OUT, Spoken, written_words

RATE_HZ = 24_000
FRAME_S = 0.025
LEAD_S, TAIL_S = 0.08, 0.15  # kept around the words
MAX_PHONEMES = 300
ENGLISH = ("af", "am", "bf", "bm")  # American and British, female and male; the others speak English as clearly
TOO_NEAR = ("em_santa", "pm_santa")  # to a voice that is held out
DURATIONS = "/encoder/Clip_output_0"
SAID_AS = {  # interjections that the phonemizer would spell
    "mm-hmm": "ʌmhˈʌm",
    "uh-huh": "ʌhˈʌ",
    "um-hum": "ʌmhˈʌm",
    "mhm": "ʌmhˈʌm",
    "hmm": "hˈʌm",
    "mm": "ˈʌm",
}
_SAID_AS = re.compile(rf"\b({'|'.join(SAID_AS)})\b", re.IGNORECASE)
_GROUP = re.compile(r"[^ ,.!?;:—…\"()“”]+")
_BARE = re.compile(r"[^\w]|[ˈˌː]")


class Kokoro:
    """A speaker. `place`: a folder with *.onnx and voices/*.bin, or the name of such a repository on the hub."""

    def __init__(self, place: str, is_silent: bool = False) -> None:
        self._folder, self._is_silent = _find(place), is_silent
        self._alone = lru_cache(100_000)(self._phonemize_word)

    def names(self) -> list[str]:
        return sorted(name for name in self._styles if name not in (ASSISTANT, *TOO_NEAR))

    def blend(self, name: str, rng: np.random.Generator) -> str:
        """Four times in ten a mixture with another training voice of the same kind; voices of other languages mix with
        all of their sex."""
        alike = slice(0, 2) if name[:2] in ENGLISH else slice(1, 2)
        others = [o for o in self.names() if o[alike] == name[alike] and o != name and o not in HELD_OUT]
        if not others or rng.random() >= 0.4:
            return name
        return f"{name}*{rng.uniform(0.25, 0.75):.2f}+{others[int(rng.integers(len(others)))]}"

    def say(self, text: str, voice: str, speed: float) -> Spoken | None:
        lang = "en-gb" if voice[0] == "b" else "en-us"
        phonemes = self._phonemize(text, lang)
        ids = self._tokenizer.tokenize(phonemes)
        symbols = [c for c in phonemes if c in self._tokenizer.vocab]
        words = written_words(text)
        if not words or not 0 < len(ids) <= MAX_PHONEMES or len(symbols) != len(ids):
            return None
        samples, frames = self._run(ids, self._style(voice, len(ids)), speed)
        edges = np.cumsum(frames).astype(np.float64) * FRAME_S  # edges[i]: where symbol i begins; a pad comes first
        times = self._word_times(words, symbols, edges, lang)
        return _cut(samples, times, list(zip(symbols, edges, edges[1:]))) if times else None

    def _word_times(
        self, words: list[str], symbols: list[str], edges: NDArray[np.float64], lang: str
    ) -> list[Span] | None:
        spans = [match.span() for match in _GROUP.finditer("".join(symbols))]
        groups = [_BARE.sub("", "".join(symbols[a:b])) for a, b in spans]
        alone = [self._alone(word, lang) for word in words]
        matches = align(alone, groups)
        if matches is None:
            return None
        out: list[Span] = []
        for m in matches:
            start, end = edges[spans[m.groups_from][0]], edges[min(spans[m.groups_to - 1][1], len(edges) - 1)]
            pieces = share(float(start), float(end), [max(1, len(p)) for p in alone[m.words_from : m.words_to]])
            out += [Span(word, a, b) for word, (a, b) in zip(words[m.words_from : m.words_to], pieces)]
        return out

    def _run(self, ids: list[int], style: NDArray[np.float32], speed: float) -> tuple[Any, NDArray[np.int64]]:
        names = [item.name for item in self._session.get_inputs()]
        tokens = "input_ids" if "input_ids" in names else "tokens"
        feed = {tokens: np.array([[0, *ids, 0]]), "style": style[None], "speed": np.array([speed], np.float32)}
        if self._is_silent:
            return None, self._session.run(["duration"], feed)[0].ravel()
        samples, frames = self._session.run([self._session.get_outputs()[0].name, "duration"], feed)
        return samples.ravel(), frames.ravel()

    def _style(self, voice: str, num_tokens: int) -> NDArray[np.float32]:
        parts = re.fullmatch(r"(\w+)(?:\*([\d.]+)\+(\w+))?", voice)
        if not parts or {parts[1], parts[3]} - {None} - set(self._styles):
            raise BadConfig(f"expected a voice out of {self.names()} or a blend a*w+b, got {voice!r}")
        style = self._styles[parts[1]]
        if parts[3]:
            weight = float(parts[2])
            style = style * weight + self._styles[parts[3]] * (1 - weight)
        return style[min(num_tokens, len(style)) - 1].astype(np.float32)

    def _phonemize(self, text: str, lang: str) -> str:
        alone = text.strip(".").lower()
        if alone in IPA:
            return IPA[alone] + text[len(alone) :]
        out = ""
        for i, piece in enumerate(_SAID_AS.split(text)):  # every second piece is an interjection
            body = piece.lstrip(",.?! ")
            marks = piece[: len(piece) - len(body)]  # they follow the interjection before
            said = SAID_AS[body.lower()] if i % 2 else self._tokenizer.phonemize(body, lang) if body else ""
            out += f"{marks} {said}"
        return " ".join(out.split())

    def _phonemize_word(self, word: str, lang: str) -> str:
        return _BARE.sub("", self._phonemize(word, lang))

    @cached_property
    def _tokenizer(self) -> Any:
        try:
            from kokoro_onnx.tokenizer import Tokenizer  # pyright: ignore[reportMissingImports]
        except ImportError as error:
            raise BadConfig("expected the packages of the extra `voices`; pip install 'microturn[voices]'") from error
        return Tokenizer()

    @cached_property
    def _styles(self) -> dict[str, NDArray[np.float32]]:
        files = sorted(self._folder.glob("voices/*.bin"))
        return {file.stem: np.fromfile(file, np.float32).reshape(-1, 256) for file in files}

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # pyright: ignore[reportMissingImports]

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(_timed_graph(self._folder, self._is_silent)), options, providers=["CPUExecutionProvider"]
        )


def _find(place: str) -> Path:
    """The folder of the model; a hub name is downloaded."""
    folder = Path(place).expanduser()
    if not folder.is_dir() and place.count("/") == 1 and not place.startswith((".", "/", "~")):
        try:
            from huggingface_hub import snapshot_download
        except ImportError as error:
            raise BadConfig(f"expected a folder, got {place!r}; for hub names pip install huggingface_hub") from error
        folder = Path(snapshot_download(place, allow_patterns=["*.onnx", "voices/*.bin"]))
    if (folder / "kokoro").is_dir():
        folder = folder / "kokoro"
    if not list(folder.glob("voices/*.bin")) or not list(folder.rglob("*.onnx")):
        raise BadConfig(f"expected a Kokoro folder with *.onnx and voices/*.bin, got {place!r}")
    return folder


def _timed_graph(folder: Path, is_silent: bool) -> Path:
    """The graph with durations as an output, or the part that makes them alone; built once in the user's cache."""
    import onnx  # pyright: ignore[reportMissingImports]

    graphs = sorted(f for f in folder.rglob("*.onnx") if f.name not in ("timed.onnx", "plan.onnx"))
    base = min(graphs, key=lambda f: f.stat().st_size)  # the smallest is the quantised one
    cache = Path.home() / ".cache" / "microturn" / "kokoro"
    cache.mkdir(parents=True, exist_ok=True)
    stamp = f"{base.stem}-{base.stat().st_size}"
    timed, plan = cache / f"{stamp}-timed.onnx", cache / f"{stamp}-plan.onnx"
    if not timed.exists():
        model = onnx.load(str(base))
        if all(DURATIONS not in node.output for node in model.graph.node):
            raise BadConfig(f"expected a graph with the tensor {DURATIONS}, {base} has none; use kokoro-v1.0.int8.onnx")
        model.graph.node.append(onnx.helper.make_node("Cast", [DURATIONS], ["duration"], to=onnx.TensorProto.INT64))
        model.graph.output.append(onnx.helper.make_tensor_value_info("duration", onnx.TensorProto.INT64, None))
        partial = timed.with_suffix(f".{os.getpid()}.part")  # two processes may build it at once
        onnx.save(model, str(partial))
        partial.rename(timed)
    if is_silent and not plan.exists():
        inputs = [item.name for item in onnx.load(str(timed)).graph.input]
        partial = plan.with_suffix(f".{os.getpid()}.part.onnx")
        onnx.utils.extract_model(str(timed), str(partial), inputs, ["duration"], check_model=False)
        partial.rename(plan)
    return plan if is_silent else timed


def _cut(samples: NDArray[np.float32] | None, words: list[Span], phones: list[tuple[str, Any, Any]]) -> Spoken:
    """Cuts the silence around the words off and counts times from there."""
    end_s = words[-1].end_s - SILENT_TAIL_S if samples is None else audible_end_s(samples, RATE_HZ)
    words, spans = trimmed_spans(words, [Span(c, float(a), float(b)) for c, a, b in phones], end_s)
    first = max(0, int((words[0].start_s - LEAD_S) * RATE_HZ))
    cut = None if samples is None else samples[first : int((words[-1].end_s + TAIL_S) * RATE_HZ)]
    return Spoken(cut, RATE_HZ, _shift(words, first / RATE_HZ), _shift(spans, first / RATE_HZ))


def _shift(spans: list[Span], by_s: float) -> tuple[Span, ...]:
    return tuple(Span(s.label, round(s.start_s - by_s, 3), round(s.end_s - by_s, 3)) for s in spans)

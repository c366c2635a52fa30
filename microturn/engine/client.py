"""`Session`: a live conversation as outsiders use it. Audio and text in, one `MicroTurn` out, every 200 ms of audio."""

import json
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from microturn.audio import dmel
from microturn.core.clock import Clock, SystemClock
from microturn.core.errors import BadAudio, BadPicture, SessionFull
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.core.units import EAR_TICK_SAMPLES, MAX_TEXT_IN, VIEW_HEIGHT, VIEW_WIDTH
from microturn.core.vocab import MARKS, NUM_SPECIALS, Control
from microturn.text.normal import spoken
from microturn.text.tokenizer import Tokenizer

if TYPE_CHECKING:
    from microturn.engine.runner import Input, Runner, StreamState, TickResult

MAX_WAITING = 20_000  # tokens of text, some four minutes of reading
ASSETS = Path(__file__).parents[1] / "assets"
MARK = {
    Source.INSTRUCTIONS: Control.INSTRUCTIONS,
    Source.TYPED: Control.TYPED,
    Source.BACKGROUND: Control.BACKGROUND,
    Source.TOOL: Control.TOOL,
}


CHANNELS = (Control.HEARD, Control.SAY, Control.SEE)  # of what it writes, these are shown


class Session:
    """One stream through the network; not shared between threads."""

    def __init__(self, runner: "Runner", state: "StreamState", clock: Clock) -> None:
        self.runner, self.state, self._clock = runner, state, clock
        self._tokenizer, self.ear = Tokenizer.load(), dmel.init_state()
        self.pictures: tuple[Picture | None, Picture | None] = (None, None)  # of the coming micro-turn, of the last
        self.waiting: deque[int] = deque()  # waits its turn, 16 tokens a micro-turn; nothing is dropped

    @classmethod
    def open(cls, checkpoint: str | Path = "nano", *, seed: int = 0, instructions: str = "") -> "Session":
        """Opens a checkpoint by name (shipped with the package) or folder. Raises BadCheckpoint."""
        runner = runner_of(checkpoint)
        session = cls(runner, runner.init_state(seed), runner.clock)
        if instructions:
            session.tell(instructions, Source.INSTRUCTIONS)
        return session

    def save(self, is_exact: bool = True) -> bytes:
        """All of it, to be gone on with by `restore`. Not `is_exact`: smaller (a tenth or less), but slower to restore,
        and what follows may differ."""
        from microturn.engine.saving import save_steps

        return b"".join(save_steps(self, is_exact))

    @staticmethod
    def restore(checkpoint: str | Path, data: bytes) -> "Session":
        """A session that was saved, as it was. Raises BadCheckpoint, and BadSave for data that is damaged, of another
        version or of another checkpoint."""
        from microturn.engine.saving import finish, restore_steps

        return finish(restore_steps(runner_of(checkpoint), data))

    @property
    def num_waiting(self) -> int:
        """Tokens of text that the model has not read yet."""
        return len(self.waiting)

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        """Queues text for the model to read. Raises SessionFull when it has too much to read already."""
        if self.num_waiting > MAX_WAITING:
            raise SessionFull(f"expected at most {MAX_WAITING} tokens to wait for the model, there are more; send less")
        if pieces := self._tokenizer.encode(spoken(text)):
            self.waiting.extend([MARK[source], *pieces, Control.END])

    @property
    def has_eyes(self) -> bool:
        """Whether the checkpoint can see."""
        return self.runner.has_eyes

    def see(self, picture: Picture) -> None:
        """A picture of the camera, uint8 [120, 160, 3], for the next micro-turn; of several the last is taken. Raises
        BadPicture; the session goes on unharmed."""
        shape = (VIEW_HEIGHT, VIEW_WIDTH, 3)
        if picture.shape != shape or picture.dtype != np.uint8:
            raise BadPicture(f"expected a picture uint8 {list(shape)}, got {picture.dtype} {list(picture.shape)}")
        self.pictures = (picture, self.pictures[1])

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        """One micro-turn: float32 [3200] samples at 16 kHz (None: silence), typed text. Raises BadAudio; the session
        goes on unharmed."""
        samples = check(audio)
        if text:
            self.tell(text)
        return step_all([(self, samples)])[0]

    def take(self, samples: Audio) -> tuple["Input", float]:
        """For `step_all`: what the network reads of a micro-turn, and the milliseconds it took to prepare."""
        start_s = self._clock.now_s()
        levels = dmel.step(samples, self.ear)
        text_in = [self.waiting.popleft() for _ in range(min(MAX_TEXT_IN, len(self.waiting)))]
        return (levels, text_in, self._look(), self.state), (self._clock.now_s() - start_s) * 1000

    def _look(self) -> tuple[Picture, Picture] | None:
        """The picture that has come and the one before it; after a micro-turn without one there is none before."""
        now, before = self.pictures
        self.pictures = (None, now)
        return None if now is None or not self.runner.has_eyes else (now, now if before is None else before)

    def give(self, result: "TickResult", num_read: int, features_ms: float) -> MicroTurn:
        """For `step_all`: what the network did, as outsiders see it."""
        tick, tokens = self.state.tick - 1, result.tokens
        return MicroTurn(
            tick, result.is_voice, result.audio, *self._words(tokens), Control.DELEGATE in tokens,
            Control.DROP in tokens, (num_read, len(tokens)), {"features": features_ms, **result.compute_ms},
        )  # fmt: skip

    def unhear(self, tick: int) -> None:
        """Nobody has heard what was said from this micro-turn on (the client stopped playing): the model has not said
        it. Goes back 30 s at most."""
        self.runner.unhear(tick, self.state)

    def _words(self, tokens: list[int]) -> tuple[str, str, str]:
        """Splits the tokens of one micro-turn by channel -> heard, said, seen; what has no mark before it is said."""
        channel = Control.SAY
        runs: dict[Control, list[int]] = {channel: [] for channel in MARKS}
        for token in tokens:
            if token >= NUM_SPECIALS:
                runs[channel].append(token)
            elif token in MARKS:
                channel = Control(token)
        heard, said, seen = (self._tokenizer.decode(runs[channel]) for channel in CHANNELS)
        return heard, said, seen

    def close(self) -> None:
        self.waiting.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def step_all(calls: Sequence[tuple[Session, Audio]]) -> list[MicroTurn]:
    """One micro-turn of each of several sessions of one runner, together: cheaper than one after the other, and each
    does what it would do alone. Samples must have been checked."""
    taken = [session.take(samples) for session, samples in calls]
    results = calls[0][0].runner.ticks([given for given, _ in taken]) if calls else []
    return [session.give(result, len(given[1]), ms) for (session, _), (given, ms), result in zip(calls, taken, results)]


def runner_of(checkpoint: str | Path) -> "Runner":
    """Of a checkpoint by name or folder, as it is now. Raises BadCheckpoint."""
    folder = find_checkpoint(checkpoint)
    weights = folder / "model.safetensors"
    return load_runner(folder, weights.stat().st_mtime_ns if weights.exists() else 0)


@lru_cache(maxsize=1)
def load_runner(folder: Path, changed_ns: int) -> "Runner":
    """Sessions of the same checkpoint share its weights; each has a state of its own."""
    from microturn.engine.runner import Runner  # torch loads only when a session is opened

    return Runner(folder, SystemClock())


def check(audio: Audio | None) -> Audio:
    """Raises BadAudio unless this is one micro-turn of finite samples."""
    if audio is None:
        return np.zeros(EAR_TICK_SAMPLES, np.float32)
    if audio.shape != (EAR_TICK_SAMPLES,):
        raise BadAudio(
            f"expected {EAR_TICK_SAMPLES} samples (200 ms at 16 kHz, mono), got shape {audio.shape}; use Framer"
        )
    if not np.isfinite(audio).all():
        raise BadAudio("expected finite samples in [-1, 1], got NaN or infinity; this micro-turn was not taken in")
    return audio.astype(np.float32, copy=False)


def has_eyes(checkpoint: str | Path) -> bool:
    """Whether a checkpoint can see; False for one that cannot be read."""
    try:
        return json.loads((find_checkpoint(checkpoint) / "config.json").read_text())["model"].get("eye_width", 0) > 0
    except (OSError, ValueError, KeyError):
        return False


def find_checkpoint(checkpoint: str | Path) -> Path:
    """A name of one shipped with the package, or a folder."""
    shipped = ASSETS / str(checkpoint)
    return shipped if shipped.is_dir() else Path(checkpoint)

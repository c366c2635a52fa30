"""A live session as bytes, and back: to be gone on with in another process, or after a restart.

Always in it: what the network has read (`columns.py`), and what reading it again does not give: vocoder, patch before,
generator, ear, text that waits. `is_exact` adds the network's memory itself: large, but there in a moment, and what
follows is bit for bit what would have followed. Without it, what was read is read again in a few passes: small, and
slower. Sums then differ in their last digits; and keys that were made with positions in sight which nobody remembers
any more are made without them. Both go in small steps, so that others can have their micro-turns in between.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from microturn.core.errors import BadSave
from microturn.core.units import MOUTH_BINS, PATCH_FRAMES, SLOTS
from microturn.core.vocab import NUM_PHONES
from microturn.engine import columns
from microturn.engine.client import Session
from microturn.engine.past import ANCHOR, MAX_TICKS, Moment
from microturn.engine.runner import Runner, StreamState
from microturn.engine.saved import AGAIN, FAR, VERSION, Head, Part, Reader, start
from microturn.model.flow import Before
from microturn.model.vocoder import VocoderState

VOCODER = [field.name for field in fields(VocoderState)]
DTYPES = {torch.float32: "<f4", torch.float64: "<f8", torch.int64: "<i8", torch.uint8: "|u1"}


def save_steps(session: Session, is_exact: bool, reach: int = 0) -> Iterator[bytes]:
    """The bytes of a session, piece by piece; meanwhile it must stand still. `reach`: see `Save`."""
    state = session.state
    moments = state.past.everything(0 if is_exact else reach)
    parts = [*_own(session), *columns.write(moments, session.pictures), *_convolutions(moments, state, is_exact)]
    parts += _memory(state) if is_exact else []
    head = Head(
        VERSION, session.runner.fingerprint, is_exact, state.tick, int(state.trunk.count[0]), len(parts),
        state.is_vocoder_idle,
    )  # fmt: skip
    yield start(head)
    for part in parts:
        yield part.encode()


def _own(session: Session) -> Iterator[Part]:
    state, text = session.state, list(session.waiting)
    yield columns.column("text", text, np.int32)
    yield Part("ear", lambda: session.ear.context)
    yield _part("generator", lambda: state.generator.get_state())
    yield _part("plan", lambda: state.before.plan_V8)
    yield _part("mel", lambda: state.before.mel_VTM)
    yield _part("spoke", lambda: state.before.has_V.to(torch.uint8))
    for name in VOCODER:
        yield _part(f"vocoder.{name}", lambda name=name: getattr(state.vocoder, name))


def _part(name: str, make: Callable[[], Tensor]) -> Part:
    return Part(name, lambda: make().numpy())


def _convolutions(moments: list[Moment], state: StreamState, is_exact: bool) -> Iterator[Part]:
    """Inputs of the convolutions before some micro-turns: those that it may go back to, or the one behind the gap."""
    oldest = state.tick - MAX_TICKS - ANCHOR
    behind = {after.tick for before, after in pairwise(moments) if after.tick != before.tick + 1}
    kept = [m for m in moments if m.conv is not None and (m.tick in behind or (is_exact and m.tick >= oldest))]
    yield columns.column("anchors", [moment.tick for moment in kept], np.int64)
    for moment in kept:
        yield _part(f"conv.{moment.tick}", lambda moment=moment: _there(moment.conv))


def _there(tensor: Tensor | None) -> Tensor:
    assert tensor is not None
    return tensor


def _memory(state: StreamState) -> Iterator[Part]:
    """The trunk as it is, a layer at a time."""
    trunk, used = state.trunk, state.trunk.num_used
    yield _part("conv", lambda: trunk.conv)
    yield Part("index", lambda: trunk.index.numpy(), True)
    yield Part("time", lambda: trunk.time.numpy(), True)
    for number, (keys, values) in enumerate(zip(trunk.keys, trunk.values)):
        yield _part(f"keys.{number}", lambda keys=keys: keys[0, :, :used].contiguous())
        yield Part(f"values.{number}", lambda values=values: halves(values[0, :, :used], 1))
        yield Part(f"values.{number}.low", lambda values=values: _unless_zero(halves(values[0, :, :used], 0)))


def halves(values: Tensor, which: int) -> NDArray[np.uint16]:
    """The upper (1) or lower (0) 16 bits of float32: bf16 has no lower ones."""
    return values.contiguous().numpy().view("<u2")[..., which::2]


def _unless_zero(array: NDArray[np.uint16]) -> NDArray[np.uint16]:
    return array if array.any() else array[:0]


def restore_steps(runner: Runner, data: bytes) -> Generator[None, None, Session]:
    """The session, whose network has its memory back step by step. Raises BadSave."""
    reader = Reader(data, runner.fingerprint)
    session = Session(runner, runner.init_state(0), runner.clock)
    vocab_size = runner.model.config.vocab_size
    _read_own(reader, session, vocab_size)
    yield
    moments, pending = columns.read(reader, vocab_size)
    session.pictures = (pending[0], pending[1])
    yield
    state = session.state
    moments = _read_convolutions(reader, moments, state)
    if reader.head.is_exact:
        yield from _read_memory(reader, state)
        for moment in moments:
            state.past.add(moment)
    else:
        yield from runner.read_again(moments, state)
    _check_end(reader.head, state, moments)
    state.tick, state.is_vocoder_idle = reader.head.tick, reader.head.is_vocoder_idle
    return session


def finish(steps: Generator[None, None, Session]) -> Session:
    """All steps, one after the other."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def _read_own(reader: Reader, session: Session, vocab_size: int) -> None:
    state = session.state
    text = reader.take("text", "<i4", (None,), vocab_size)
    session.waiting = deque(text.tolist())
    session.ear.context = reader.take("ear", "<f4", session.ear.context.shape)
    _read_generator(reader, state.generator)
    plan = torch.from_numpy(reader.take("plan", "<i8", (1, SLOTS), NUM_PHONES))
    mel = torch.from_numpy(reader.take("mel", "<f4", (1, PATCH_FRAMES, MOUTH_BINS)))
    spoke = torch.from_numpy(reader.take("spoke", "|u1", (1,), 2)).bool()
    state.before = Before(plan, mel, spoke)
    for name in VOCODER:
        setattr(state.vocoder, name, _tensor(reader, f"vocoder.{name}", getattr(state.vocoder, name)))


def _read_generator(reader: Reader, generator: torch.Generator) -> None:
    like = generator.get_state()
    try:
        generator.set_state(_tensor(reader, "generator", like))
    except RuntimeError as error:
        raise BadSave(
            f"expected the state of a generator in the saved session, got another ({error}); {AGAIN}"
        ) from error


def _tensor(reader: Reader, name: str, like: Tensor) -> Tensor:
    return torch.from_numpy(reader.take(name, DTYPES[like.dtype], tuple(like.shape)))


def _read_convolutions(reader: Reader, moments: list[Moment], state: StreamState) -> list[Moment]:
    ticks = reader.take("anchors", "<i8", (None,), FAR).tolist()
    found = {tick: _tensor(reader, f"conv.{tick}", state.trunk.conv) for tick in ticks}
    return [replace(moment, conv=found.get(moment.tick)) for moment in moments]


def _read_memory(reader: Reader, state: StreamState) -> Iterator[None]:
    trunk, slots = state.trunk, state.trunk.index.shape[1]
    trunk.conv = _tensor(reader, "conv", trunk.conv)
    trunk.index, trunk.time = (_tensor(reader, name, getattr(trunk, name)) for name in ("index", "time"))
    trunk.count[:] = reader.head.count
    trunk.num_used = used = min(reader.head.count, slots)
    for number, (keys, values) in enumerate(zip(trunk.keys, trunk.values)):
        keys[0, :, :used] = _tensor(reader, f"keys.{number}", keys[0, :, :used])
        yield
        _read_values(reader, f"values.{number}", values[0, :, :used])
        yield


def _read_values(reader: Reader, name: str, values: Tensor) -> None:
    both = np.zeros((*values.shape, 2), np.uint16)
    both[..., 1] = reader.take(name, "<u2", tuple(values.shape))
    low = reader.take(f"{name}.low", "<u2", (None, *values.shape[1:]))
    if len(low) not in (0, len(values)):
        raise BadSave(f"expected {len(values)} or no heads of {name}.low in the saved session, got {len(low)}; {AGAIN}")
    both[: len(low), ..., 0] = low
    values.copy_(torch.from_numpy(both.view(np.float32)[..., 0]))


def _check_end(head: Head, state: StreamState, moments: list[Moment]) -> None:
    """What was read leads to where it says that it ended."""
    last = (moments[-1].tick + 1, moments[-1].count + moments[-1].num_positions) if moments else (0, 0)
    count = int(state.trunk.count[0])
    if not (last == (head.tick, head.count) and count == head.count):
        raise BadSave(f"expected a session of {head.tick} micro-turns in {head.count} positions, got {last}; {AGAIN}")

"""What a session has lived through in another process since it was saved, read again: it is told what it did then, and
does nothing twice. What the user has heard of it stays what it remembers; the waves of its voice begin anew.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import torch

from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio, Did, Feed, Open, Unheard
from microturn.engine.client import Session
from microturn.engine.past import Moment
from microturn.engine.runner import moment_of, nothing_before, silence
from microturn.model.flow import Before


def relive_steps(session: Session, since: Iterable[Open | Feed | Unheard]) -> Iterator[None]:
    """In the order in which it came; every micro-turn of sound with what came of it."""
    moments = list[Moment]()
    for message in since:
        if isinstance(message, Feed):
            with suppress(MicroturnError):  # refused then, too
                _take(session, message)
            if message.audio is not None and message.did is not None:
                moments.append(_lived(session, message.audio, message.did))
        elif isinstance(message, Unheard):
            yield from session.runner.read_again(moments, session.state)
            moments = []
            session.unhear(message.tick)
    yield from session.runner.read_again(moments, session.state)


def _take(session: Session, message: Feed) -> None:
    if message.text:
        session.tell(message.text, message.source)
    if message.picture is not None:
        session.see(message.picture)


def _lived(session: Session, audio: Audio, did: Did) -> Moment:
    """The micro-turn as it was; the session is behind it once it has been read."""
    (levels, text_in, view, state), _ = session.take(audio)
    moment = replace(moment_of(levels, text_in, view, state), tokens=did.tokens)
    plan = torch.tensor([did.plan])
    state.before = Before(plan, silence(), torch.ones(1, dtype=torch.bool)) if did.plan else nothing_before()
    state.vocoder, state.is_vocoder_idle = session.runner.vocoder.init_state(1), True
    state.tick += 1
    return moment

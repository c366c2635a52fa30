"""A recorded call, one channel a speaker, and what can be heard in it. Says what makes its numbers doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from microturn.bench.calls import crosstalk
from microturn.bench.calls.crosstalk import Leak
from microturn.bench.calls.levels import SILENT_DB, Voice, voice_of
from microturn.core.errors import BadAudio
from microturn.core.messages import Audio

SIDES = ("user", "agent")
MIN_S, SHORT_S = 1.0, 20.0  # no call; few events
CLIPPED, MAX_CLIPPED = 0.985, 0.001  # samples so near to full scale, share of them
OFFSET, NOISY_DB = 0.02, 20.0
SAME = (
    "{name}: expected a channel a speaker, both hold the same sound (a mono recording in two channels); "
    "record the two sides apart, or give the agent's own file with --agent"
)
SILENT = "{name}: expected voice in at least one channel, both are silent; check the recording"
SHORT = "{name}: expected at least {least:.0f} s, got {seconds:.2f} s; choose a longer call"


@dataclass(frozen=True, eq=False)
class Call:
    """`user`, `agent`: float32 [n] at `rate_hz` each (8,000 or 16,000 say), one t = 0; the shorter one is silent
    from its end on."""

    name: str
    user: Audio
    agent: Audio
    user_hz: int
    agent_hz: int

    @property
    def seconds(self) -> float:
        return max(len(self.user) / self.user_hz, len(self.agent) / self.agent_hz)


@dataclass(frozen=True, eq=False)
class Heard:
    """Voice in both channels, without what leaked in; `warnings`: what to mistrust, in words."""

    call: Call
    user: Voice
    agent: Voice
    echo: Leak | None  # of the agent in the user's channel
    crosstalk: Leak | None  # of the user in the agent's

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        call = self.call
        return (
            *_doubts("user", call.user, self.user),
            *_doubts("agent", call.agent, self.agent),
            *_leaks("the agent is heard in the user's channel", self.echo),
            *_leaks("the user is heard in the agent's channel", self.crosstalk),
            *([f"only {call.seconds:.0f} s long: few events"] if call.seconds < SHORT_S else []),
        )


def hear(call: Call) -> Heard:
    """Raises BadAudio for a call that is too short, silent, or the same sound twice."""
    if call.seconds < MIN_S:
        raise BadAudio(SHORT.format(name=call.name, least=MIN_S, seconds=call.seconds))
    if call.user_hz == call.agent_hz and crosstalk.is_same(call.user, call.agent):
        raise BadAudio(SAME.format(name=call.name))
    user, agent = voice_of(call.user, call.user_hz), voice_of(call.agent, call.agent_hz)
    if user.speech_db <= SILENT_DB and agent.speech_db <= SILENT_DB:
        raise BadAudio(SILENT.format(name=call.name))
    sounds = (call.user, call.user_hz), (call.agent, call.agent_hz)
    echo = crosstalk.find(user, agent, *sounds)
    leak = crosstalk.find(agent, user, *reversed(sounds))
    own_user = crosstalk.without(user, agent, echo) if echo else user
    own_agent = crosstalk.without(agent, user, leak) if leak else agent
    return Heard(call, own_user, own_agent, echo, leak)


def _doubts(side: str, sound: Audio, voice: Voice) -> Iterator[str]:
    if not voice.is_on.any():
        yield f"no voice in the {side}'s channel"
        return
    clipped = float(np.mean(np.abs(sound) >= CLIPPED))
    if clipped > MAX_CLIPPED:
        yield f"the {side}'s channel is clipped ({100 * clipped:.1f} % of its samples at full scale)"
    offset = float(np.mean(sound))
    if abs(offset) > OFFSET:
        yield f"the {side}'s channel has a constant offset of {offset:+.2f}: removed"
    if voice.noise_db is not None and voice.speech_db - voice.noise_db < NOISY_DB:
        above_db = voice.speech_db - voice.noise_db
        yield f"noise in the {side}'s channel {above_db:.0f} dB below the loudest speech: soft word ends are lost"


def _leaks(what: str, leak: Leak | None) -> Iterator[str]:
    if leak:
        yield (
            f"{what}, {leak.gain_db:.0f} dB after {1000 * leak.delay_s:.0f} ms (correlation {leak.correlation:.2f}): "
            "what it explains is not counted as voice"
        )

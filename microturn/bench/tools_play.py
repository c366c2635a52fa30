"""Requests with disfluencies, played live to a session; what it hands on goes to the agent with the benchmark's tools.

The stream stands still while the agent works; its wall time is added. Judges nothing.
"""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

import numpy as np

from microturn.agent.chat import ChatModel
from microturn.agent.conversation import Conversation
from microturn.agent.step import State
from microturn.agent.work import Job, Limits, work
from microturn.bench.drive import FIRST_VOICE_S, FLOOR_DB, MARGIN_S, Player
from microturn.bench.sources import FADE_S, Clip, Sources
from microturn.bench.tools_calls import Notebook
from microturn.bench.tools_texts import EXAMPLES, Example, Wanted
from microturn.core.clock import Clock
from microturn.core.errors import BadData
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES, TICK_S
from microturn.data import augment
from microturn.data.pool import key_of

LEVEL_DB = -23.0
LEAD_S = (0.6, 1.0)  # before the request
PAUSE_S = (0.6, 1.0)
MAX_CALLS = 8  # of one item; more cannot become right any more


@dataclass(frozen=True, eq=False)
class Item:
    """A spoken request and where it begins."""

    example: Example
    seed: int
    clip: Clip
    lead_s: float

    @property
    def end_s(self) -> float:
        return self.lead_s + self.clip.end_s


@dataclass(frozen=True)
class Worked:
    """What the agent did: calls, and the seconds until the first of them and until the end of its work. `failure`:
    what it says where the model did not come to an end."""

    calls: tuple[Wanted, ...] = ()
    first_s: float | None = None
    total_s: float = 0.0
    failure: str = ""


@dataclass(frozen=True, eq=False)
class Played:
    """`handed_s`: when the work that was done was handed on, None where it never was. `informed`: what the agent did
    when it read the true words."""

    item: Item
    turns: tuple[MicroTurn, ...]
    handed_s: float | None
    worked: Worked
    informed: Worked

    @property
    def output(self) -> Audio:
        """float32 [(ticks + 1) * 4800] at 24 kHz, on the clock of the user."""
        return np.concatenate([np.zeros(MOUTH_TICK_SAMPLES, np.float32), *(turn.audio for turn in self.turns)])

    def heard(self) -> str:
        return " ".join("".join(turn.heard for turn in self.turns).split())


@dataclass(frozen=True)
class Background:
    """Who works: a chat model, and how long it may."""

    model: ChatModel
    clock: Clock
    limits: Limits

    async def work(self, conversation: Conversation) -> Worked:
        notebook, start_s = Notebook(self.clock), self.clock.now_s()
        job = Job("bench", conversation.messages(self.model.context_chars))
        failure = ""
        async with aclosing(work(job, self.model, notebook.tools, self.clock, self.limits)) as steps:
            async for step in steps:
                failure = step.say if step.state is State.FAILED else ""
                if len(notebook.calls) > MAX_CALLS:
                    break
        first_s = notebook.times_s[0] - start_s if notebook.calls else None
        return Worked(tuple(notebook.calls), first_s, self.clock.now_s() - start_s, failure)


def make_items(sources: Sources, num: int, seed: int) -> list[Item]:
    """`num` of the texts in an order drawn from the seed. Raises BadData where the bank lacks one."""
    rows = {key_of(row.text): row for row in sources.rows("request")}
    missing = [example.text for example in EXAMPLES if key_of(example.text) not in rows]
    if missing:
        raise BadData(f"expected speech of every text of the benchmark, found none of {missing[0]!r}")
    order = np.random.default_rng([seed, 53]).permutation(len(EXAMPLES))[:num]
    return [_item(EXAMPLES[k], sources.clip(rows[key_of(EXAMPLES[k].text)]), seed, int(k)) for k in order]


def _item(example: Example, clip: Clip, seed: int, number: int) -> Item:
    rng = np.random.default_rng([seed, 59, number])
    lead_s, pause_s = float(rng.uniform(*LEAD_S)), float(rng.uniform(*PAUSE_S))
    clip = clip.at(LEVEL_DB + float(rng.uniform(-5, 5)))
    if example.pause_after:
        clip = paused(clip, example.pause_after, pause_s)
    return Item(example, seed * 1000 + number, clip, lead_s)


def paused(clip: Clip, after: int, pause_s: float) -> Clip:
    """Silence between two words: so much that the whole gap lasts `pause_s`."""
    assert 0 < after < len(clip.words), f"expected a place between {len(clip.words)} words, got {after}"
    start_s, stop_s = clip.words[after - 1][1], clip.words[after][0]
    more_s = max(0.0, pause_s - (stop_s - start_s))
    at, size = round((start_s + stop_s) / 2 * EAR_HZ), round(FADE_S * EAR_HZ)
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    before, rest = clip.samples[:at].copy(), clip.samples[at:].copy()
    before[-size:] *= ramp[::-1]
    rest[:size] *= ramp
    samples = np.concatenate([before, np.zeros(round(more_s * EAR_HZ), np.float32), rest])
    later = [(start + more_s, stop + more_s) for start, stop in clip.words[after:]]
    return replace(clip, samples=samples, words=(*clip.words[:after], *later))


async def play(item: Item, player: Player, background: Background) -> Played:
    """Whatever it hands on is worked on at once; calls add up, as the user would see them."""
    conversation, turns, done = Conversation(), list[MicroTurn](), list[tuple[float, Worked]]()
    for audio in sound_of(item):
        turns.append(player.step(audio))
        conversation.take(turns[-1])
        if turns[-1].is_delegate:
            done.append((len(turns) * TICK_S, await background.work(conversation)))
    handed_s = done[0][0] if done else None
    return Played(item, tuple(turns), handed_s, _together(done), await background.work(told(item.example.text)))


def _together(done: Sequence[tuple[float, Worked]]) -> Worked:
    """Times count from the first time that work was handed on."""
    if not done:
        return Worked()
    began_s = done[0][0]
    calls = tuple(call for _, worked in done for call in worked.calls)
    first_s = next((at - began_s + w.first_s for at, w in done if w.first_s is not None), None)
    return Worked(calls, first_s, max(at - began_s + w.total_s for at, w in done), done[-1][1].failure)


def told(text: str) -> Conversation:
    """As if every word had been heard."""
    conversation = Conversation()
    conversation.take(MicroTurn(0, False, np.zeros(MOUTH_TICK_SAMPLES, np.float32), heard=f" {text}"))
    return conversation


def sound_of(item: Item) -> list[Audio]:
    """Micro-turns of the user, float32 [3200] each, until no answer counts any more."""
    num = int(np.ceil((item.end_s + FIRST_VOICE_S + MARGIN_S) / TICK_S))
    floor = augment.coloured(num * EAR_TICK_SAMPLES, -3.0, np.random.default_rng(item.seed))
    sound = floor * np.float32(augment.gain(FLOOR_DB))
    start = round(item.lead_s * EAR_HZ)
    sound[start : start + len(item.clip.samples)] += item.clip.samples
    return list(np.clip(sound, -1, 1).astype(np.float32).reshape(num, EAR_TICK_SAMPLES))

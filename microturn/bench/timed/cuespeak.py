"""CueSpeak-S: says what was asked for at a cue in the user's speech, while the user goes on.

See docs/benchmarks.md, section 13.
"""

from microturn.bench.sources import Clip
from microturn.bench.suite.benchmark import Published
from microturn.bench.timed import cue_texts as texts
from microturn.bench.timed import wording
from microturn.bench.timed.benchmark import Maker, Timed
from microturn.bench.timed.cue_texts import Scene
from microturn.bench.timed.items import LATEST_S, Item, Script, turn_of
from microturn.bench.timed.speech import Speech, place, sentences
from microturn.bench.timed.timespeak import CLEAR_S, LEAD_S, TAIL_S
from microturn.bench.voice import Stretch
from microturn.data.phrases import number
from microturn.data.pool import key_of

READY_S = (2.5, 3.0)  # between the prompt and what it is about: a reply to it fits in
PACE_S, WORD_S = (0.9, 1.3), (1.3, 1.7)  # from number to number, from word to word
NUM_WORDS, NUM_ECHOES = 5, 4
LONG_WORD, ROOM_S = 5, 1.2  # letters of a word that is judged; how long the user speaks on after it
GAP_S = (0.5, 0.8)  # between the sentences of a tale
ABOUT = (
    "Held-out voices ask for something to be said into their speech: stop at a word or an um, the right result at a "
    "wrong sum, numbers counted along, every word echoed, words put into Spanish or German one by one, mm-hmm between "
    "sentences. Right: the words fit, their voice begins between 0.5 s before and the given time after the cue, and "
    "before the user has finished."
)


def _prompted(script: Script, clip: Clip) -> float:
    """The user says what is wanted; returns when the speech that it is about begins."""
    end_s = script.say(clip, script.between(*LEAD_S)).end_s
    script.reply(end_s)
    return end_s + script.between(*READY_S)


def _ended(script: Script, user: Stretch) -> Item:
    script.reply(user.end_s)
    last_s = max(event.t for event in script.events) + LATEST_S
    return script.item(max(user.end_s, last_s) + TAIL_S)


def _at_word(script: Script, speech: Speech, scene: Scene, prompt: str, pattern: str) -> Item:
    """One cue, after which something must be said; not before."""
    start_s = _prompted(script, speech.clip(scene.voice, prompt))
    clip = speech.clip(scene.voice, scene.speech)
    user = script.say(clip, start_s)
    cue_s = start_s - clip.onset_s + clip.words[place(clip, scene.cue)][1]
    script.expect(cue_s, pattern, scene.say, user)
    script.forbid(user.start_s, cue_s - CLEAR_S)
    return _ended(script, user)


def stop(script: Script, speech: Speech, index: int) -> Item:
    scene = texts.STOP[turn_of(len(texts.STOP), script.kind, index, script.seed)]
    return _at_word(script, speech, scene, scene.prompt, wording.word("stop"))


def correct(script: Script, speech: Speech, index: int) -> Item:
    scene = texts.SUMS[turn_of(len(texts.SUMS), script.kind, index, script.seed)]
    right = next(n for n in range(20) if number(n) == scene.say)
    return _at_word(script, speech, scene, texts.CHECK[scene.voice], wording.numeral(right))


def along(script: Script, speech: Speech, index: int) -> Item:
    """The first two numbers give the pace, the last two give room; those between are due with the user's."""
    voice = list(texts.ALONG)[turn_of(len(texts.ALONG), script.kind, index, script.seed)]
    start_s = _prompted(script, speech.clip(voice, texts.ALONG[voice]))
    user = _listed(script, speech, voice, texts.NUMBERS, start_s, script.between(*PACE_S))
    for n, at in enumerate(user, 1):
        if 2 < n <= len(user) - 2:
            script.expect(at.start_s, wording.numeral(n), number(n), _whole(user), True)
    script.free.append(_whole(user))
    return _ended(script, _whole(user))


def _listed(
    script: Script, speech: Speech, voice: str, words: tuple[str, ...], start_s: float, pace_s: float
) -> list[Stretch]:
    """Words of the lists, one after the other at a pace."""
    clips = [speech.word(voice, next(text for text in texts.LISTS if word in key_of(text)), word) for word in words]
    return [script.say(clip, start_s + k * pace_s) for k, clip in enumerate(clips)]


def _whole(parts: list[Stretch]) -> Stretch:
    return Stretch(parts[0].start_s, parts[-1].end_s)


def shadow(script: Script, speech: Speech, index: int) -> Item:
    """Judged are long words, each due when the user has said it."""
    voice, text = texts.SHADOW[turn_of(len(texts.SHADOW), script.kind, index, script.seed)]
    start_s = _prompted(script, speech.clip(voice, texts.ECHO[voice]))
    clip = speech.clip(voice, text)
    user = script.say(clip, start_s)
    for k in _judged(clip):
        word = key_of(clip.text.split()[k])
        script.expect(start_s - clip.onset_s + clip.words[k][1], wording.any_of(word), word, user, True)
    script.free.append(user)
    return _ended(script, user)


def _judged(clip: Clip) -> list[int]:
    long = [k for k, word in enumerate(clip.text.split()) if len(key_of(word)) >= LONG_WORD]
    return [k for k in long if clip.words[k][1] <= clip.end_s - ROOM_S][:NUM_ECHOES]


def translate(script: Script, speech: Speech, index: int) -> Item:
    """Words of the lists; the last one only gives room."""
    voice, language, text = texts.INTO[turn_of(len(texts.INTO), script.kind, index, script.seed)]
    start_s = _prompted(script, speech.clip(voice, text))
    known = (*texts.NUMBERS, *texts.DAYS, *texts.COLOURS)
    words = tuple(known[i] for i in script.order(len(known))[:NUM_WORDS])
    user = _listed(script, speech, voice, words, start_s, script.between(*WORD_S))
    for word, at in zip(words[:-1], user):
        wanted = texts.INTO_WORDS[language][word]
        script.expect(at.end_s, wording.any_of(wanted), texts.example(wanted), _whole(user), True)
    script.free.append(_whole(user))
    return _ended(script, _whole(user))


def nod(script: Script, speech: Speech, index: int) -> Item:
    """Due where a sentence ends and another follows."""
    voice, text = texts.TALES[turn_of(len(texts.TALES), script.kind, index, script.seed)]
    at_s = _prompted(script, speech.clip(voice, texts.LISTEN[voice]))
    said: list[Stretch] = []
    for clip in sentences(speech.clip(voice, text)):
        said.append(script.say(clip, at_s))
        at_s = said[-1].end_s + script.between(*GAP_S)
    for part in said[:-1]:
        script.expect(part.end_s, wording.NOD, "mm-hmm", _whole(said))
    return _ended(script, _whole(said))


MAKERS: dict[str, Maker] = {
    "stop": stop, "correct": correct, "along": along, "shadow": shadow, "translate": translate, "nod": nod,
}  # fmt: skip
LABELS = {
    "stop": "stops at a word", "correct": "corrects a sum", "along": "counts along", "shadow": "echoes words",
    "translate": "translates words", "nod": "mm-hmm between sentences",
}  # fmt: skip
PUBLISHED = (
    Published("TML-Interaction-Small", "Interaction Models, May 2026, CueSpeak", {"accuracy_1000ms": 0.817}),
    Published("GPT-Realtime-2", "the same", {"accuracy_1000ms": 0.029}),
)


def make() -> Timed:
    return Timed("cuespeak", "CueSpeak-S", ABOUT, PUBLISHED, MAKERS, LABELS)

"""Stories that held-out voices tell, asking for nothing (`assets/tales`). No training text is worded like these.

The bank is made again by

    python -c "from microturn.bench.fdb.tales import write; write('out/tales.jsonl')"
    microturn synth bank --lines out/tales.jsonl --held-out --voices kokoro:FOLDER --out microturn/assets/tales
    python -c "from microturn.bench.sight.prompts import pack; pack('microturn/assets/tales', 0.95)"
"""

from pathlib import Path

from microturn.bench.sources import Clip, clip_of
from microturn.data.synth import Line, write_lines

BANK = Path(__file__).parents[2] / "assets" / "tales"
SPEEDS = (1.0, 1.1)
TALES = (
    ("am_onyx", (
        "Our boat trip did not go as planned.", "The engine gave up right in the middle of the lake.",
        "We had two paddles and a bag of apples.", "Rowing back took us the whole afternoon.",
        "By then the sky had turned orange behind the hills.", "My arms were sore until Tuesday.",
    )),
    ("af_kore", (
        "The new people upstairs play drums at night.", "I knocked on their door with some homemade cookies.",
        "They turned out to be very polite students.", "One of them studies whales, of all things.",
        "Now they practice in the basement before dinner.", "I even like some of their songs by now.",
    )),
    ("bf_emma", (
        "We adopted a greyhound from the shelter in March.", "She had never seen stairs in her life.",
        "The first night she howled at the washing machine.", "These days she sleeps on the sofa like a queen.",
        "Children in our street wave at her every morning.", "I cannot imagine the house without her.",
    )),
    ("bm_daniel", (
        "I tried to bake my grandfather's rye bread again.", "His recipe only says to use enough flour.",
        "The first loaf could have stopped a door.", "So I watched a baker in our village do it.",
        "He folds the dough every half hour.", "The one from this morning tasted almost right.",
    )),
    ("am_santa", (
        "When I was a boy we skated on the canal.", "The winters seemed to be much colder then.",
        "An old woman sold hot chocolate from a sledge.", "We saved our pennies for it all week.",
        "Nobody had gloves that kept the fingers warm.", "Those are the evenings that I remember best.",
    )),
    ("af_kore", (
        "My flight to Lisbon was cancelled on Friday.", "They put all of us into a hotel by the highway.",
        "At breakfast I sat beside a retired clown.", "He could juggle boiled eggs without looking.",
        "We laughed so much that the waiter joined in.", "I almost missed the next plane because of him.",
    )),
    ("bm_daniel", (
        "The roof of the shed came off in the gale.", "It landed in the pond of our neighbors.",
        "Their ducks were not amused at all.", "Five of us pulled it out with ropes.",
        "My trousers will never be the same.", "At least the wood can be used again.",
    )),
    ("bf_emma", (
        "Choir practice was wonderful last night.", "The tenor finally learned his entry.",
        "Our conductor cried a little at the end.", "Next month we sing in the old cathedral.",
        "It echoes so much that you must sing slowly.", "I get goosebumps just thinking about it.",
    )),
)  # fmt: skip


def write(file: str | Path) -> None:
    """The lines that `microturn synth bank` speaks."""
    rows = [(voice, text, SPEEDS[i % len(SPEEDS)]) for i, (voice, tale) in enumerate(TALES) for text in tale]
    write_lines([Line(text, kind="request", voice=voice, speed=speed) for voice, text, speed in rows], Path(file))


def told() -> tuple[tuple[Clip, ...], ...]:
    """Every tale, sentence by sentence."""
    return tuple(tuple(clip_of(text, BANK, "bench/fdb/tales.py") for text in tale) for _, tale in TALES)

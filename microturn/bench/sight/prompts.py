"""What the user says before the video begins, and the bank of held-out voices that says it (`assets/sight`).

The bank is made again by

    python -c "from microturn.bench.sight.prompts import write; write('out/sight.jsonl')"
    microturn synth bank --lines out/sight.jsonl --held-out --voices kokoro:FOLDER --out microturn/assets/sight
    python -c "from microturn.bench.sight.prompts import pack; pack('microturn/assets/sight')"
"""

from pathlib import Path

import soundfile

from microturn.bench.sources import Clip, clip_of
from microturn.data.synth import Line, write_lines

BANK = Path(__file__).parents[2] / "assets" / "sight"
PACKED = 0.86  # of Opus, 0 to 1
SPEED = 1.15  # a little brisk, to keep the bank small
COUNT = "Please count out reps for {}."  # the published prompt, docs/benchmarks.md
SPAN = "Say start when the person starts {}, stop when it ends."
# Actions by what the person does; the second half of each is kept out of training (data/sight/actions.py).
COUNTED = (
    "jumping jacks", "squats", "arm raises", "push-ups", "waving", "knee raises", "lunges", "arm curls", "punches",
    "side bends", "sit-ups", "toe touches", "shoulder presses", "side raises", "leg raises",
)  # fmt: skip
SPANNED = (
    "doing jumping jacks", "doing squats", "doing push-ups", "waving", "doing lunges", "doing sit-ups",
    "doing toe touches", "doing side raises",
)  # fmt: skip
APPEARS = ("the red ball", "the blue cup", "the yellow box")
LEAVES = ("the green bottle", "the orange ball")
CHANGES = ("the ball", "the box")
MOVES = ("the white cup", "the balloon")
APPEAR, LEAVE = "Tell me when {} appears.", "Tell me when {} is gone."
CHANGE, MOVE = "Tell me when {} changes color, and to which.", "Tell me when {} moves."
WHAT_COMES, WHAT_GOES = "Tell me what appears.", "Tell me what goes away."


def texts() -> list[str]:
    """Every prompt once."""
    forms = ((COUNT, COUNTED), (SPAN, SPANNED), (APPEAR, APPEARS), (LEAVE, LEAVES), (CHANGE, CHANGES), (MOVE, MOVES))
    return [form.format(name) for form, names in forms for name in names] + [WHAT_COMES, WHAT_GOES]


def write(file: str | Path) -> None:
    """The lines that `microturn synth bank` speaks."""
    write_lines([Line(text, kind="request", speed=SPEED) for text in texts()], Path(file))


def pack(folder: str | Path, level: float = PACKED) -> None:
    """Codes the sound of a fresh bank with fewer bits, in place: that of `synth bank` is meant for training."""
    for file in Path(folder).glob("*.ogg"):
        samples, rate_hz = soundfile.read(file, dtype="float32")
        soundfile.write(file, samples, rate_hz, "OPUS", format="OGG", compression_level=level)


def clip(text: str) -> Clip:
    """As it is spoken. Raises BadData where the bank does not have it."""
    return clip_of(text, BANK, "bench/sight/prompts.py")

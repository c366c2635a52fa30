#!/usr/bin/env bash
# The nano checkpoint from nothing. Speech in, checkpoint out; every step can be stopped and run again.
# usage: recipes/nano.sh KOKORO [REAL]
#   KOKORO  folder of the Kokoro voices (kokoro-v1.0.int8.onnx, voices/*.bin), or their hub name
#   REAL    folder of recordings with word times (optional)
# The sentences to pronounce draw their words from Debian's wamerican-small where it is installed.
# On a GPU: DEVICE=cuda PROCESSES=1 WORKERS=12 ROWS=64 recipes/nano.sh ...; on N cores: PROCESSES=N, one thread each.
set -euo pipefail
cd "$(dirname "$0")/.."
kokoro=$1 real=${2:-}
device=${DEVICE:-cpu} workers=${WORKERS:-1} rows=${ROWS:-4} processes=${PROCESSES:-2}
m=.venv/bin/microturn
train=(.venv/bin/torchrun --nproc_per_node "$processes" -m)
banks=(--bank banks/speech --bank banks/short --bank banks/rough --bank banks/timers --bank banks/cues --bank banks/tasks --bank banks/others --bank banks/sights --bank banks/refusals --bank banks/refused --bank banks/plans ${real:+--bank "$real"})
mouth=speak=0.34,delegate=0.15,cue=0.11,answer=0.09,time=0.09,quiet=0.06,pause=0.04,interrupt=0.03,backchannel=0.03,tell=0.03
mouth+=,sight=0.02,phones=0.01
common=(--device "$device" --workers "$workers" --rows "$rows" --threads 1)

# Data: 2 hours of requests and 2 of the assistant, short turns, rough voices, and plans without sound.
$m synth bank --kind request=2900 --kind reply=1900 --voices "kokoro:$kokoro" --processes 2 --out banks/speech
$m synth bank --kind side=100 --kind backchannel=100 --kind interruption=100 --kind filler=50 \
    --voices "kokoro:$kokoro" --processes 2 --out banks/short
$m synth bank --kind request=2500 --kind side=300 --kind interruption=300 --kind backchannel=100 --kind filler=100 \
    --voices flite --processes 2 --out banks/rough
$m synth bank --kind timer=1300 --voices flite --processes 2 --out banks/timers
$m synth bank --kind cue=900 --kind sum=600 --kind list=250 --kind story=2500 --kind filler=60 --voices flite \
    --processes 2 --out banks/cues
$m synth bank --kind sight=300 --voices flite --processes 2 --out banks/sights
$m synth bank --kind timer=170 --kind cue=140 --kind sum=40 --kind list=30 --kind story=250 --kind sight=110 --kind side=100 --kind media=70 \
    --voices "kokoro:$kokoro" --processes 2 --out banks/tasks
$m synth bank --kind side=600 --kind media=500 --kind story=1600 --voices flite --seed 1 --processes 2 --out banks/others
$m synth bank --kind refusal=600 --voices flite --processes 2 --out banks/refusals
$m synth bank --kind refusal=400 --voices "kokoro:$kokoro" --seed 1 --processes 2 --out banks/refused
$m synth plans --bank banks/speech --bank banks/cues --bank banks/tasks --voices "kokoro:$kokoro" --num 30000 --processes 2 --out banks/plans

# Training: the minutes are those of two CPU cores; see docs/log.md for what they bring. In the end the mouth, and what is
# handed on, get more of a share.
$m train vocoder --bank banks/speech --out runs/vocoder --minutes 60 --device "$device"
$m train eye --out runs/eye --minutes 40 --device "$device"
"${train[@]}" microturn.train.single "${banks[@]}" "${common[@]}" --init runs/eye --out runs/single --minutes 60
"${train[@]}" microturn.train.scenes "${banks[@]}" "${common[@]}" --init runs/single --out runs/scenes --minutes 210
"${train[@]}" microturn.train.scenes "${banks[@]}" "${common[@]}" --init runs/scenes --out runs/mouth --minutes 22 \
    --rate 3.4e-4 --decay 1 --glances 0 --snatches 2 --mix "$mouth"
$m train export --network runs/mouth --vocoder runs/vocoder --out runs/nano
$m bench core --checkpoint runs/nano

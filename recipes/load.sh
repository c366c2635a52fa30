#!/usr/bin/env bash
# How many sessions this machine holds, side by side: the engine that computed one session after the other (commit
# effa30f, with its own checkpoint), today's with a process for each session, and today's that computes them together.
# usage: recipes/load.sh [OUT] [SESSIONS] [REPLICAS]    (half an hour; needs the whole history, nothing else may run)
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-out/load} sessions=${2:-16} replicas=${3:-2} port=8311 old=out/engine-effa30f
export OMP_NUM_THREADS=1
load=(.venv/bin/microturn bench load --seconds 30)

[ -d "$old" ] || git worktree add --detach "$old" effa30f
python=$PWD/.venv/bin/python
(cd "$old" && exec "$python" -m microturn serve --open --port $port --checkpoint microturn/assets/nano \
    --max-sessions 65 --max-per-key 65 >server.log 2>&1) &  # -m takes the code of the folder that it runs in
trap 'kill $!' EXIT
until curl -fs localhost:$port/healthz >/dev/null; do
    kill -0 $! || exit 1
    sleep 0.5
done
echo "# one after the other (effa30f)"
"${load[@]}" --url ws://127.0.0.1:$port --find --out "$out/one-by-one"
kill $!
trap - EXIT

echo "# a process for each session"
"${load[@]}" --replicas 0 --sessions 8,12,16,20 --out "$out/separate"
echo "# together, $replicas processes"
"${load[@]}" --replicas "$replicas" --sessions 8,16,20,24,28 --out "$out/together"
.venv/bin/microturn bench load --replicas "$replicas" --sessions "$sessions" --seconds 600 --out "$out/long"

// Paints the score: both voices scroll on the grid of micro-turns, words where they were heard and said, and between the
// voices what each micro-turn took of its 200 ms.

import { PIECE_MS, TICK_MS } from "./score.js";

const MS_PER_PX = 14, NOW = 0.86; // of the width: the rest is for the words of this moment
const FONT = "13px system-ui, sans-serif", LINE_PX = 17;
const LATE_MS = 700; // so far a word may stand behind its time before it goes into the next row
const STRIP_PX = 22; // for the times of computing
const WORK_PX = 9; // below the strip: how long work took

export function paint(canvas, score, jobs, colors) {
  const ratio = window.devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  const size = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const shown = width * MS_PER_PX, start = Math.max(0, score.ms - shown * NOW);
  const view = { pen, score, colors, width, height, start, end: start + shown, x: (ms) => (ms - start) / MS_PER_PX };
  marks(view);
  grid(view);
  work(view, jobs);
  wave(view, "you", height * 0.31, height * 0.15);
  wave(view, "it", height * 0.69, height * 0.15);
  words(view, "you", [LINE_PX, 2 * LINE_PX]);
  words(view, "it", [height - 8 - LINE_PX, height - 8]);
}

// Overlaps, decisions to speak, delegations, times of computing.
function marks({ pen, score, colors, height, start, end, x }) {
  pen.fillStyle = colors.both;
  for (let i = Math.floor(start / PIECE_MS); i < score.overlaps.length; i++) {
    if (score.overlaps[i]) pen.fillRect(x(i * PIECE_MS), 2.4 * LINE_PX, PIECE_MS / MS_PER_PX + 0.2, height - 4.8 * LINE_PX);
  }
  const middle = height / 2;
  for (const tick of score.ticks.slice(-Math.ceil((end - start) / TICK_MS) - 2)) {
    const left = x(tick.ms), wide = TICK_MS / MS_PER_PX;
    pen.fillStyle = colors.mark;
    if (tick.isVoice) pen.fillRect(left, middle + STRIP_PX / 2, wide + 0.2, height);
    const tall = Math.min(1, tick.computeMs / TICK_MS) * STRIP_PX;
    pen.fillStyle = tick.computeMs > TICK_MS ? colors.it : colors.took;
    pen.fillRect(left - wide + 2, middle + STRIP_PX / 2 - tall, wide - 3, tall);
    pen.fillStyle = colors.ink;
    pen.font = FONT;
    if (tick.isDelegate) pen.fillText("◆", left, middle + STRIP_PX + 4);
    if (tick.isDrop) pen.fillText("◇", left, middle + STRIP_PX + 4);
  }
}

// From where something was handed on to where it was done, and where its result began to be said.
function work({ pen, score, colors, height, start, end, x }, jobs) {
  const top = height / 2 + STRIP_PX / 2;
  pen.font = FONT;
  for (const { askedMs, endMs, beganMs } of jobs) {
    const left = Math.max(start, askedMs), right = Math.min(end, endMs ?? score.ms);
    pen.fillStyle = colors.ink;
    if (left < right) pen.fillRect(x(left), top + WORK_PX, x(right) - x(left), 2);
    pen.fillStyle = colors.it;
    if (beganMs !== null && beganMs > start) pen.fillText("▸", x(beganMs), top + WORK_PX + 5);
  }
}

function grid({ pen, score, colors, height, start, end, x }) {
  pen.fillStyle = colors.line;
  const first = Math.ceil((start - score.delayMs) / TICK_MS);
  for (let tick = first; tick * TICK_MS + score.delayMs < end; tick++) {
    pen.fillRect(Math.round(x(tick * TICK_MS + score.delayMs)), 2.4 * LINE_PX, 1, height - 4.8 * LINE_PX);
  }
  for (const side of [-1, 1]) pen.fillRect(0, Math.round(height / 2 + (side * STRIP_PX) / 2), x(end), 1);
  pen.fillStyle = colors.faint;
  pen.fillRect(Math.round(x(score.ms)), 2.4 * LINE_PX, 1, height - 4.8 * LINE_PX);
}

function wave({ pen, score, colors, start, x }, who, middle, size) {
  pen.fillStyle = colors[who];
  for (let i = Math.floor(start / PIECE_MS); i < score.peaks[who].length; i++) {
    const tall = Math.max(0.5, Math.min(1, 1.2 * Math.sqrt(score.peaks[who][i])) * size);
    pen.fillRect(x(i * PIECE_MS), middle - tall, PIECE_MS / MS_PER_PX - 0.4, 2 * tall);
  }
}

// A word stands where it was heard, or as soon after it as there is room in one of the rows; it stays there.
function words({ pen, score, colors, start, x }, who, rows) {
  const free = rows.map(() => -Infinity);
  const first = score.words.findLastIndex((word) => word.ms < start - 5000) + 1;
  pen.fillStyle = colors[who];
  let row = 0;
  for (const word of score.words.slice(first)) {
    if (word.who !== who) continue;
    pen.font = word.isTyped ? `italic ${FONT}` : FONT;
    if (word.row === undefined) {
      if (free.every((right) => right <= word.ms)) row = 0;
      else if (free[row] > word.ms + LATE_MS) row = (row + 1) % rows.length;
      Object.assign(word, { row, left: Math.max(word.ms, free[row]) });
    }
    row = word.row;
    pen.fillText(word.text, x(word.left), rows[row]);
    free[row] = word.left + pen.measureText(`${word.text} `).width * MS_PER_PX;
  }
}

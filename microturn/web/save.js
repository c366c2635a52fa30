// A conversation as files: a recording, a transcript to read, a timeline for programs.

import { RATE } from "./score.js";
import { FATES } from "./work.js";

const PAUSE_MS = 2000; // after which the same voice gets a new line

// WAV, the user left and the model right.
export function recording(score) {
  const size = score.parts.reduce((sum, part) => sum + part.byteLength, 0);
  const head = new DataView(new ArrayBuffer(44));
  const text = (at, word) => [...word].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF"); head.setUint32(4, 36 + size, true); text(8, "WAVEfmt "); head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); head.setUint16(22, 2, true); head.setUint32(24, RATE, true);
  head.setUint32(28, RATE * 4, true); head.setUint16(32, 4, true); head.setUint16(34, 16, true);
  text(36, "data"); head.setUint32(40, size, true);
  return new Blob([head, ...score.parts], { type: "audio/wav" });
}

export function lines(score) {
  const made = [];
  for (const { who, ms, text, isTyped } of score.words) {
    const line = made.findLast((line) => line.who === who && line.isTyped === isTyped);
    if (line && line === made.at(-1) && ms - line.endMs < PAUSE_MS) Object.assign(line, { text: `${line.text} ${text}`, endMs: ms });
    else made.push({ who, ms, endMs: ms, text, isTyped });
  }
  return made;
}

export function transcript({ score, work }) {
  const clock = (ms) => `${Math.floor(ms / 60000)}:${((ms % 60000) / 1000).toFixed(1).padStart(4, "0")}`;
  const rows = lines(score).map(({ who, ms, text, isTyped }) => ({ ms, text: `${who}${isTyped ? " (typed)" : ""}: ${text}` }));
  for (const { asked, askedMs, state, endMs, pieces } of work.jobs) {
    rows.push({ ms: askedMs, text: `handed on: ${asked}` });
    if (endMs !== null) rows.push({ ms: endMs, text: `${FATES[state]}: ${pieces.join(" ") || asked}` });
  }
  rows.sort((a, b) => a.ms - b.ms);
  return new Blob(rows.map(({ ms, text }) => `${clock(ms)} ${text}\n`), { type: "text/plain" });
}

// Times are ms of the recording.
export function timeline({ score, work, line, tripMs }) {
  const words = score.words.map(({ who, ms, text, isTyped }) => ({ who, ms, text, typed: isTyped }));
  const microTurns = score.ticks.map(({ tick, ms, isVoice, isDelegate, computeMs }) => (
    { tick, ms, decision: isVoice ? "voice" : "quiet", delegate: isDelegate, compute_ms: Math.round(computeMs) }
  ));
  const delegations = work.jobs.map(({ id, asked, askedMs, state, endMs, beganMs, tools, pieces, markdown }) => (
    { id, asked, asked_ms: askedMs, state, done_ms: endMs, said_from_ms: beganMs, tools, text: pieces.join(" "), markdown }
  ));
  const all = {
    line: line?.name, round_trip_ms: tripMs, ms: score.ms, your_ms: score.yourMs, overlap_ms: score.overlapMs, words,
    micro_turns: microTurns, delegations,
  };
  return new Blob([JSON.stringify(all, null, 1)], { type: "application/json" });
}

export function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// What was heard and said, on one clock: that of the page's sound. Knows times and samples, nothing of connections.

export const RATE = 24000, TICK_MS = 200, PIECE_MS = 20;
const LOUD = { you: 0.03, it: 0.02 }; // of full scale
const HOLD = 5; // pieces after a loud one that still count: words have gaps
const MOST_PIECES = (3600 * 1000) / PIECE_MS; // of the recording: an hour
const RECENT = 25; // micro-turns over which delays are compared
const STEP_MS = 40; // smaller changes of the delay are not followed, so that the grid stands still

export class Score {
  constructor() {
    this.peaks = { you: [], it: [] }; // one a piece, 0..1
    this.parts = []; // Int16Array, both voices interleaved
    this.words = []; // {who, ms, text, isTyped}
    this.ticks = []; // {tick, ms, isVoice, isDelegate, isDrop, computeMs}
    this.overlaps = []; // whether both were loud, one a piece
    this.left = { you: 0, it: 0 };
    this.yourMs = this.overlapMs = 0;
    this.delayMs = 0; // from the session's time to the page's
    this.delays = [];
  }

  get ms() {
    return this.peaks.you.length * PIECE_MS;
  }

  // 20 ms of both voices.
  add(you, it) {
    const both = new Int16Array(2 * you.length);
    for (let i = 0; i < you.length; i++) [both[2 * i], both[2 * i + 1]] = [you[i], it[i]];
    if (this.parts.length < MOST_PIECES) this.parts.push(both);
    for (const [who, piece] of [["you", you], ["it", it]]) {
      const peak = piece.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / 32768;
      this.peaks[who].push(peak);
      this.left[who] = peak > LOUD[who] ? HOLD : Math.max(0, this.left[who] - 1);
    }
    this.overlaps.push(this.left.you > 0 && this.left.it > 0);
    this.yourMs += this.left.you > 0 ? PIECE_MS : 0;
    this.overlapMs += this.overlaps.at(-1) ? PIECE_MS : 0;
  }

  // A micro-turn as the server tells it; it has come now.
  tick({ tick, decision, heard, said, delegate, drop, compute_ms }) {
    const computeMs = Object.values(compute_ms).reduce((sum, part) => sum + part, 0);
    this.delays.push(this.ms - (tick + 1) * TICK_MS - computeMs);
    if (this.delays.length > RECENT) this.delays.shift();
    const usual = median(this.delays);
    if (Math.abs(usual - this.delayMs) > STEP_MS) this.delayMs = usual;
    const ms = (tick + 1) * TICK_MS + this.delayMs;
    this.ticks.push({ tick, ms, isVoice: decision === "voice", isDelegate: delegate, isDrop: drop, computeMs });
    this.say("you", ms - TICK_MS, heard);
    this.say("it", ms, said);
  }

  // A text that begins without a space goes on with the last word.
  say(who, ms, text) {
    const [rest, ...words] = text.split(" ");
    const last = rest && this.words.findLast((word) => word.who === who && !word.isTyped);
    if (last) last.text += rest;
    else words.unshift(rest);
    for (const word of words) if (word) this.words.push({ who, ms: Math.max(0, ms), text: word, isTyped: false });
  }

  type(text) {
    for (const word of text.split(" ")) this.words.push({ who: "you", ms: this.ms, text: word, isTyped: true });
  }

  get computeMs() {
    return median(this.ticks.slice(-RECENT).map((tick) => tick.computeMs));
  }

  get num() {
    const voiced = this.ticks.filter((tick) => tick.isVoice).length;
    return { voiced, delegated: this.ticks.filter((tick) => tick.isDelegate).length, ticks: this.ticks.length };
  }
}

export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

// The live score: both voices on one clock, words where they were heard or said, decisions on the grid of micro-turns.
// Knows samples and times, nothing of connections. Times are ms of the session.

export const RATE = 24000, TICK_MS = 200;
const BIN = RATE / 50; // samples a bar of the waveform: 20 ms
const SHOWN_MS = 12000;

export class Voice {
  constructor() {
    this.peaks = []; // one a bar, 0..1
    this.parts = []; // Int16Array pieces, for the recording
    this.rest = 0;
    this.peak = 0;
    this.length = 0;
  }

  add(samples) {
    this.parts.push(samples);
    this.length += samples.length;
    for (const sample of samples) {
      this.peak = Math.max(this.peak, Math.abs(sample) / 32768);
      if (++this.rest === BIN) {
        this.peaks.push(this.peak);
        this.rest = this.peak = 0;
      }
    }
  }

  get ms() {
    return (this.length / RATE) * 1000;
  }
}

export class Score {
  constructor() {
    this.you = new Voice();
    this.it = new Voice();
    this.words = []; // {who, ms, text}
    this.ticks = []; // {isVoice, compute}
  }

  say(who, ms, text) {
    this.words.push({ who, ms, text });
  }

  tick(number, isVoice, computeMs) {
    this.ticks[number] = { isVoice, computeMs };
  }

  // Share of the time in which the user speaks that the model speaks too, by loudness: for looking at, nothing depends on it.
  get overlap() {
    let both = 0, one = 0;
    const shift = TICK_MS / 20; // what it does in a micro-turn sounds after it
    for (let i = shift; i < this.you.peaks.length; i++) {
      const loud = this.you.peaks[i] > 0.03;
      one += loud;
      both += loud && (this.it.peaks[i - shift] ?? 0) > 0.02;
    }
    return one ? both / one : 0;
  }

  draw(canvas, colors) {
    const ratio = window.devicePixelRatio || 1;
    const { width, height } = canvas.getBoundingClientRect();
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const end = Math.max(this.you.ms, SHOWN_MS), start = end - SHOWN_MS;
    const x = (ms) => ((ms - start) / SHOWN_MS) * width;
    this.grid(pen, x, start, end, height, colors);
    this.wave(pen, x, this.you, start, 0, height * 0.3, height * 0.2, colors.you);
    this.wave(pen, x, this.it, start, TICK_MS, height * 0.7, height * 0.2, colors.it);
    this.text(pen, x, start, height, colors);
  }

  grid(pen, x, start, end, height, colors) {
    for (let tick = Math.max(0, Math.floor(start / TICK_MS)); tick * TICK_MS <= end; tick++) {
      const left = x(tick * TICK_MS), known = this.ticks[tick];
      if (known?.isVoice) {
        pen.fillStyle = colors.mark;
        pen.fillRect(left, height / 2, x((tick + 1) * TICK_MS) - left, height / 2);
      }
      pen.fillStyle = colors.line;
      pen.fillRect(left, 0, 1, height);
    }
    pen.fillRect(0, height / 2, x(end), 1);
  }

  wave(pen, x, voice, start, delay, middle, size, color) {
    pen.fillStyle = color;
    const first = Math.max(0, Math.floor((start - delay) / 20));
    for (let i = first; i < voice.peaks.length; i++) {
      const tall = Math.max(1, Math.sqrt(voice.peaks[i]) * size);
      pen.fillRect(x(i * 20 + delay), middle - tall, Math.max(1, x(20) - x(0) - 0.5), 2 * tall);
    }
  }

  text(pen, x, start, height, colors) {
    pen.font = "13px system-ui, sans-serif";
    const free = { you: -1, it: -1 };
    for (const { who, ms, text } of this.words) {
      if (ms < start - 1000) continue;
      const left = Math.max(x(ms), free[who]);
      pen.fillStyle = colors[who];
      pen.fillText(text.trim(), left, who === "you" ? 16 : height - 8);
      free[who] = left + pen.measureText(`${text.trim()} `).width;
    }
  }
}

// A stereo WAV of both voices: user left, model right, one clock.
export function wav(score) {
  const delay = (RATE * TICK_MS) / 1000;
  const length = Math.max(score.you.length, score.it.length + delay);
  const bytes = new DataView(new ArrayBuffer(44 + length * 4));
  const text = (at, word) => [...word].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF"); bytes.setUint32(4, 36 + length * 4, true); text(8, "WAVEfmt "); bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); bytes.setUint16(22, 2, true); bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, RATE * 4, true); bytes.setUint16(32, 4, true); bytes.setUint16(34, 16, true);
  text(36, "data"); bytes.setUint32(40, length * 4, true);
  for (const [voice, side, first] of [[score.you, 0, 0], [score.it, 2, delay]]) {
    let at = first;
    for (const part of voice.parts) for (const sample of part) bytes.setInt16(44 + 4 * at++ + side, sample, true);
  }
  return new Blob([bytes], { type: "audio/wav" });
}

export function transcript(score) {
  const clock = (ms) => `${Math.floor(ms / 60000)}:${((ms % 60000) / 1000).toFixed(1).padStart(4, "0")}`;
  return score.words.map(({ who, ms, text }) => `${clock(ms)} ${who}:${text.startsWith(" ") ? "" : " "}${text}`).join("\n");
}

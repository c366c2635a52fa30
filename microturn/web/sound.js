// The audio thread: one clock for both voices. Inputs: the microphone, and a track of the model's sound that plays
// elsewhere; sound that comes as messages plays here. Both go out in pieces of 20 ms: 16 bits, 24 kHz.

const RATE = 24000, PIECE = 480;
const CROSSINGS = 10, FINE = 256; // of the resampler's sinc to either side, and its table's steps between two
const START_S = 0.2; // held before playing begins: one micro-turn
const MOST_S = 1.2; // more is waiting: the connection stalled, catch up

const TABLE = Float32Array.from({ length: CROSSINGS * FINE + 2 }, (_, i) => {
  const x = i / FINE;
  const sinc = i ? Math.sin(Math.PI * x) / (Math.PI * x) : 1;
  return x < CROSSINGS ? sinc * Math.cos((Math.PI * x) / (2 * CROSSINGS)) ** 2 : 0; // Hann window
});

// Any rate to any other, in chunks of any size.
class Resampler {
  constructor(from, to) {
    this.step = from / to;
    this.width = Math.max(1, this.step); // of the sinc, in samples that come in
    this.reach = CROSSINGS * this.width;
    this.held = new Float32Array(Math.ceil(this.reach));
    this.at = this.held.length;
  }

  run(samples) {
    const held = new Float32Array(this.held.length + samples.length);
    held.set(this.held);
    held.set(samples, this.held.length);
    const out = [];
    for (; this.at + this.reach < held.length; this.at += this.step) out.push(this.sum(held));
    const done = Math.max(0, Math.floor(this.at - this.reach));
    this.held = held.subarray(done);
    this.at -= done;
    return out;
  }

  sum(held) {
    let sum = 0;
    const last = Math.floor(this.at + this.reach);
    for (let i = Math.max(0, Math.ceil(this.at - this.reach)); i <= last; i++) {
      sum += held[i] * TABLE[Math.round((Math.abs(i - this.at) / this.width) * FINE)];
    }
    return sum / this.width;
  }
}

// Samples at the device's rate -> pieces for the page.
class Taker {
  constructor() {
    this.resampler = new Resampler(sampleRate, RATE);
    this.waiting = [];
  }

  add(samples) {
    for (const sample of this.resampler.run(samples)) this.waiting.push(Math.max(-1, Math.min(1, sample)) * 32767);
  }

  take() {
    return Int16Array.from(this.waiting.splice(0, PIECE));
  }
}

// What the model says, in order; quiet where nothing waits.
class Player {
  constructor() {
    this.resampler = new Resampler(RATE, sampleRate);
    this.queue = [];
    this.held = 0;
    this.at = 0;
    this.isPlaying = false;
  }

  add(piece) {
    const samples = this.resampler.run(Float32Array.from(piece, (sample) => sample / 32768));
    this.queue.push(samples);
    this.held += samples.length;
    while (this.held > MOST_S * sampleRate && this.queue.length > 1) this.next();
  }

  next() {
    this.held -= this.queue.shift().length - this.at;
    this.at = 0;
  }

  fill(out) {
    if (this.held >= START_S * sampleRate) this.isPlaying = true;
    for (let i = 0; i < out.length && this.isPlaying; i++) {
      out[i] = this.queue[0][this.at++];
      this.held--;
      if (this.at === this.queue[0].length) {
        this.queue.shift();
        this.at = 0;
      }
      this.isPlaying = this.queue.length > 0;
    }
  }
}

class Desk extends AudioWorkletProcessor {
  constructor() {
    super();
    this.player = new Player();
    this.you = new Taker();
    this.it = new Taker();
    this.port.onmessage = ({ data }) => this.player.add(data);
  }

  process([[microphone], [track]], [[out]]) {
    this.player.fill(out);
    this.you.add(microphone ?? new Float32Array(out.length));
    this.it.add(track ?? out);
    while (this.you.waiting.length >= PIECE) this.port.postMessage([this.you.take(), this.it.take()]);
    return true;
  }
}

registerProcessor("desk", Desk);

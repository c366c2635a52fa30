// The audio thread: "capture" hands the microphone out in pieces of 20 ms, "player" plays what arrives. 16 bits, 24 kHz.

const PIECE = 480;
const START = 4800; // samples held before playing begins: one micro-turn
const MOST = 24000; // more than a second behind: the connection stalled, catch up

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Int16Array(PIECE);
    this.used = 0;
  }

  process(inputs) {
    const samples = inputs[0][0];
    if (!samples) return true;
    for (const sample of samples) {
      this.piece[this.used++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.used === PIECE) {
        this.port.postMessage(this.piece.slice());
        this.used = 0;
      }
    }
    return true;
  }
}

class Player extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = [];
    this.held = 0;
    this.at = 0;
    this.isPlaying = false;
    this.port.onmessage = ({ data }) => {
      this.queue.push(data);
      this.held += data.length;
      while (this.held > MOST && this.queue.length > 1) this.skip();
    };
  }

  skip() {
    this.held -= this.queue.shift().length - this.at;
    this.at = 0;
  }

  process(_, outputs) {
    const out = outputs[0][0];
    if (!this.isPlaying && this.held >= START) this.isPlaying = true;
    for (let i = 0; i < out.length; i++) {
      if (!this.isPlaying || !this.queue.length) {
        this.isPlaying = this.isPlaying && this.queue.length > 0;
        break; // the rest is silence already
      }
      out[i] = this.queue[0][this.at++] / 32768;
      this.held--;
      if (this.at === this.queue[0].length) {
        this.queue.shift();
        this.at = 0;
      }
    }
    return true;
  }
}

registerProcessor("capture", Capture);
registerProcessor("player", Player);

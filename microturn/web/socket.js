// A line to the server over a WebSocket, sound as base64 in events. A line that broke comes back to its session.

import { SESSION, WISHES, whyNot } from "./door.js";

const RATE = 24000;
const PIECES = 5; // of 20 ms: one message every 100 ms
const OPEN_MS = 5000;
const SILENT_MS = 10000; // a server that has sent nothing for so long is out of reach: it sends every 200 ms
const AGAIN_MS = 1000, MOST_REFUSALS = 3;
const BROKEN = 4000; // a code by which the server keeps the session; 1000 would end it
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export class Socket {
  // `on`: event(event), sound(samples), down(), up(), end(reason).
  static async open(on, key) {
    const line = new Socket(on, key);
    try {
      await line.connect({ microturn: `${WISHES},resume` });
    } catch {
      throw await whyNot(key);
    }
    const format = { type: "audio/pcm", rate: RATE };
    line.send({ type: "session.start", session: { ...SESSION, audio: { format } } });
    line.watch = setInterval(() => line.look(), 1000);
    return line;
  }

  constructor(on, key) {
    this.name = "WebSocket";
    this.on = on;
    this.key = key;
    this.ticket = null;
    this.isOver = false;
    this.waiting = [];
  }

  connect(query) {
    const url = new URL(`v1/live/sessions?${new URLSearchParams(query)}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, this.key ? ["realtime", `openai-insecure-api-key.${this.key}`] : []);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => socket.close(), OPEN_MS);
      socket.onclose = reject;
      socket.onopen = () => {
        clearTimeout(late);
        this.use(socket);
        resolve();
      };
    });
  }

  use(socket) {
    this.socket = socket;
    this.heardAt = performance.now();
    socket.onmessage = ({ data }) => this.take(JSON.parse(data));
    socket.onclose = ({ code, reason, wasClean }) => {
      if (wasClean && code !== BROKEN) this.end(reason || "closed");
      else this.comeBack();
    };
  }

  take(event) {
    this.heardAt = performance.now();
    if (event.type === "microturn.ticket") this.ticket = event;
    else if (event.type === "session.output_audio.delta") this.on.sound(decode(event.delta));
    else this.on.event(event);
  }

  look() {
    if (this.socket.readyState !== WebSocket.OPEN || performance.now() - this.heardAt < SILENT_MS) return;
    this.socket.onclose = this.socket.onmessage = null;
    this.socket.close(BROKEN);
    this.comeBack();
  }

  async comeBack() {
    if (this.isOver) return;
    this.on.down();
    this.waiting = [];
    const { ticket, seconds } = this.ticket ?? { seconds: 0 };
    const until = performance.now() + 1000 * seconds;
    for (let refusals = 0; refusals < MOST_REFUSALS && performance.now() < until; await sleep(AGAIN_MS)) {
      try {
        await this.connect({ resume: ticket });
        return this.isOver ? this.socket.close() : this.on.up();
      } catch {
        refusals += await fetch("healthz").then(({ ok }) => ok, () => false); // it is there, the session is not
      }
    }
    this.end("lost");
  }

  send(event) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(event));
  }

  // 20 ms of the microphone.
  hear(piece) {
    this.waiting.push(piece);
    if (this.waiting.length < PIECES) return;
    const all = new Int16Array(PIECES * piece.length);
    this.waiting.forEach((part, i) => all.set(part, i * piece.length));
    this.waiting = [];
    this.send({ type: "session.input_audio.append", audio: encode(all) });
  }

  close() {
    this.on.end = () => {};
    this.send({ type: "session.close" });
    this.end("");
    setTimeout(() => this.socket.close(), 500);
  }

  leave() {
    this.close();
  }

  end(reason) {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.watch);
    this.on.end(reason);
  }
}

function encode(samples) {
  return btoa(Array.from(new Uint8Array(samples.buffer), (byte) => String.fromCharCode(byte)).join(""));
}

function decode(text) {
  return new Int16Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
}

// One page, one conversation: microphone and text in by OpenAI's Live protocol, sound, words and decisions out.

import { RATE, Score, TICK_MS, transcript, wav } from "./score.js";

const $ = (id) => document.getElementById(id);
const KEY = new URLSearchParams(location.search).get("key") ?? "open";
const PIECES = 5; // of 20 ms: one message every 100 ms
const TROUBLES = {
  NotAllowedError: "The microphone was refused. Allow it for this page in the address bar, then start again. Typing works without.",
  NotFoundError: "There is no microphone here. Plug one in, or type below.",
  NotReadableError: "The microphone is in use by another program. Close that, then start again.",
  server_full: "The server has no seat free right now. Try again in a minute.",
  max_duration: "The session has reached its longest time. Start a new one.",
  idle_timeout: "Nothing came for a while, so the session was closed. Start a new one.",
  engine_lost: "The model's process had to be started again. Start a new session.",
};
let talk = null; // the conversation that is on

class Talk {
  constructor() {
    this.score = new Score();
    this.sent = 0; // samples
    this.sentAt = []; // wall time at which each micro-turn was complete
    this.waiting = [];
    this.isMuted = false;
    this.tick = 0;
  }

  async start() {
    const url = new URL("v1/live/sessions?microturn=ticks", location.href.replace(/^http/, "ws").replace(/[?#].*$/, ""));
    this.socket = new WebSocket(url, ["realtime", `openai-insecure-api-key.${KEY}`]);
    this.socket.onmessage = ({ data }) => this.take(JSON.parse(data));
    this.socket.onclose = ({ reason, wasClean }) => stop(reason && reason !== "client_closed" ? reason : wasClean ? "" : "lost");
    await new Promise((resolve, reject) => {
      this.socket.onopen = resolve;
      this.socket.onerror = () => reject(new Error("server"));
    });
    this.send({ type: "session.start", session: { model: "microturn-nano", audio: { format: { type: "audio/pcm", rate: RATE } } } });
    this.context = new AudioContext({ sampleRate: RATE });
    await this.context.audioWorklet.addModule("sound.js");
    this.player = new AudioWorkletNode(this.context, "player", { numberOfInputs: 0, outputChannelCount: [1] });
    this.player.connect(this.context.destination);
    await this.listen();
  }

  async listen() {
    try {
      const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    } catch (error) {
      trouble(TROUBLES[error.name] ?? `The microphone failed: ${error.message}`);
      return; // typing goes on; the server fills in silence
    }
    const capture = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }) => this.hear(data);
    this.context.createMediaStreamSource(this.stream).connect(capture);
  }

  hear(piece) {
    const heard = this.isMuted ? new Int16Array(piece.length) : piece;
    this.score.you.add(heard);
    this.waiting.push(heard);
    if (this.waiting.length < PIECES) return;
    const all = new Int16Array(this.waiting.reduce((sum, part) => sum + part.length, 0));
    this.waiting.reduce((at, part) => (all.set(part, at), at + part.length), 0);
    this.waiting = [];
    this.send({ type: "session.input_audio.append", audio: encode(all) });
    this.sent += all.length;
    while (this.sentAt.length < Math.floor((this.sent / RATE) * (1000 / TICK_MS))) this.sentAt.push(performance.now());
  }

  take(event) {
    if (event.type === "session.output_audio.delta") this.play(decode(event.delta));
    else if (event.type === "session.input_transcript.delta") this.say("you", event);
    else if (event.type === "session.output_transcript.delta") this.say("it", event);
    else if (event.type === "microturn.tick") this.decide(event);
    else if (event.type === "error") trouble(event.error.message);
  }

  play(samples) {
    const began = this.sentAt[this.tick++];
    if (began !== undefined) $("trip").textContent = `${Math.round(performance.now() - began)} ms`;
    this.score.it.add(samples);
    this.player?.port.postMessage(samples);
  }

  say(who, { delta, start_ms }) {
    this.score.say(who, start_ms, delta);
    const list = $("words"), last = list.lastElementChild;
    if (last?.dataset.who === who) last.append(delta);
    else list.append(Object.assign(document.createElement("li"), { textContent: delta }));
    list.lastElementChild.dataset.who = who;
    list.scrollTop = list.scrollHeight;
  }

  decide(event) {
    const ms = Object.values(event.compute_ms).reduce((sum, part) => sum + part, 0);
    this.score.tick(event.tick, event.decision === "voice", ms);
    $("compute").textContent = `${ms.toFixed(0)} ms`;
    $("overlap").textContent = `${Math.round(100 * this.score.overlap)} %`;
    $("length").textContent = `${((event.tick + 1) * TICK_MS / 1000).toFixed(0)} s`;
  }

  send(event) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(event));
  }

  async end() {
    this.send({ type: "session.close" });
    this.stream?.getTracks().forEach((track) => track.stop());
    await this.context?.close();
    this.socket.onclose = null;
    setTimeout(() => this.socket.close(), 500);
  }
}

function encode(samples) {
  const bytes = new Uint8Array(samples.buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

function decode(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Int16Array(bytes.buffer);
}

function trouble(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
}

function show(isOn) {
  $("talk").textContent = isOn ? "Stop" : "Start talking";
  $("talk").setAttribute("aria-pressed", isOn);
  $("state").textContent = isOn ? "it listens" : "not connected";
  for (const id of ["mute", "text"]) $(id).disabled = !isOn;
  $("typing").querySelector("button").disabled = !isOn;
  for (const id of ["save-sound", "save-words"]) $(id).disabled = !talk;
}

let last = null; // the conversation that can be saved

function stop(reason = "") {
  if (!talk) return;
  talk.end();
  talk = null;
  show(false);
  for (const id of ["save-sound", "save-words"]) $(id).disabled = !last;
  if (reason) trouble(TROUBLES[reason] ?? `The connection ended (${reason}). Start a new session.`);
}

async function begin() {
  trouble("");
  $("words").replaceChildren();
  $("state").textContent = "connecting";
  talk = last = new Talk();
  try {
    await talk.start();
    show(true);
  } catch (error) {
    talk = null;
    show(false);
    trouble(error.message === "server" ? "The server does not take this session: it is full, or wants a key (…/?key=YOUR_KEY)." : error.message);
  }
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function paint() {
  const style = getComputedStyle(document.documentElement);
  const colors = Object.fromEntries(["you", "it", "line", "mark"].map((name) => [name, style.getPropertyValue(`--${name}`)]));
  (talk ?? last ?? new Score()).score?.draw($("score"), colors);
  requestAnimationFrame(paint);
}

$("talk").onclick = () => (talk ? stop() : begin());
$("mute").onclick = () => {
  talk.isMuted = !talk.isMuted;
  $("mute").setAttribute("aria-pressed", talk.isMuted);
};
$("typing").onsubmit = (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !talk) return;
  talk.send({ type: "microturn.text.append", content: text });
  talk.say("you", { delta: ` ${text}`, start_ms: talk.score.you.ms });
  $("text").value = "";
};
$("save-sound").onclick = () => save(wav(last.score), "microturn.wav");
$("save-words").onclick = () => save(new Blob([transcript(last.score)], { type: "text/plain" }), "microturn.txt");
show(false);
requestAnimationFrame(paint);

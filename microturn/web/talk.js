// One conversation: joins sound, score and a line to the server. Knows nothing of the page's elements.

import { Call } from "./call.js";
import { Desk } from "./desk.js";
import { Trouble } from "./door.js";
import { Score } from "./score.js";
import { Socket } from "./socket.js";
import { TROUBLES } from "./troubles.js";
import { Work } from "./work.js";

const PING_MS = 2000;

export class Talk {
  // `view`: opened(capabilities), ticked(tick), worked(job), changed(), state(text), trouble(code), ended(code).
  constructor(view) {
    this.view = view;
    this.score = new Score();
    this.work = new Work(this.score);
    this.desk = new Desk((you, it) => this.take(you, it));
    this.line = this.ping = this.tripMs = null;
    this.isOpen = this.isOver = this.isMuted = false;
    this.reason = "";
  }

  // `only`: "websocket" leaves WebRTC out. Raises Trouble.
  async start(key, only) {
    await this.desk.open();
    await this.desk.listen().catch(({ name }) => this.view.trouble(TROUBLES[name] ? name : "microphone"));
    this.desk.stream?.getAudioTracks()[0].addEventListener("ended", () => this.view.trouble("microphone_gone"));
    if (this.isOver) return; // stopped meanwhile
    const line = await this.connect(key, only);
    if (this.isOver) return line.close();
    this.line = line;
    this.timer = setInterval(() => this.measure(), PING_MS);
    this.view.state(`connected over ${line.name}`);
  }

  async connect(key, only) {
    const on = {
      event: (event) => this.event(event),
      sound: (samples) => this.desk.play(samples),
      track: (stream) => this.desk.playTrack(stream),
      down: () => this.view.state("the connection broke, trying to come back"),
      up: () => this.back(),
      end: (reason) => this.end(reason === "closed" ? this.reason || reason : reason),
    };
    if (only !== "websocket" && window.RTCPeerConnection) {
      try {
        return await Call.open(on, key, this.desk.stream);
      } catch (error) {
        if (error instanceof Trouble) throw error;
        this.isOpen = false;
        this.view.state("no way by WebRTC, trying WebSocket");
      }
    }
    return Socket.open(on, key);
  }

  // The session stood still meanwhile, the page did not.
  back() {
    this.score.delays = [];
    this.view.state("back again");
  }

  take(you, it) {
    if (!this.isOpen) return;
    this.score.add(you, it);
    this.line?.hear(you);
    this.view.changed();
  }

  event(event) {
    if (this.isOver) return;
    if (event.type === "microturn.tick") {
      this.score.tick(event);
      this.work.tick(event);
      this.view.ticked(event);
    } else if (event.type === "microturn.delegation") {
      const job = this.work.take(event);
      if (job) this.view.worked(job);
    } else if (event.type === "session.started") {
      this.isOpen = true;
      this.view.opened(event.session.microturn ?? {});
    } else if (event.type === "session.updated" && event.client_event_id === this.ping?.id) {
      this.tripMs = performance.now() - this.ping.at;
    } else if (event.type === "session.closed") {
      this.reason = event.reason;
    } else if (event.type === "error") {
      this.view.trouble(event.error.message);
    }
  }

  // The way to the server and back: a change of nothing, and its answer. Silent while nobody speaks to it, so that a
  // session that was forgotten can end.
  measure() {
    if (!this.isOpen || this.isMuted || !this.desk.stream) return;
    const at = performance.now();
    this.ping = { id: `ping_${Math.round(at)}`, at };
    this.line.send({ type: "session.update", event_id: this.ping.id, session: {} });
  }

  type(text) {
    this.line?.send({ type: "microturn.text.append", content: text });
    this.score.type(text);
  }

  // A JPEG as base64.
  show(image) {
    const t = Math.max(0, this.score.ms - this.score.delayMs) / 1000;
    this.line?.send({ type: "microturn.video.append", image, t });
  }

  // The server says what becomes of it: it may be done by now.
  cancel(job) {
    job.isCancelled = true;
    this.line?.send({ type: "microturn.delegation.cancel", delegation: job.id });
  }

  mute(isMuted) {
    this.isMuted = isMuted;
    this.desk.mute(isMuted);
  }

  // The page is left.
  leave() {
    this.line?.leave();
    this.end();
  }

  // `code`: what the page says of it; "" where the user wanted it.
  end(code = "") {
    if (this.isOver) return;
    this.isOver = true;
    this.isOpen = false;
    clearInterval(this.timer);
    this.line?.close();
    this.desk.close();
    this.work.end();
    this.view.ended(code);
  }
}

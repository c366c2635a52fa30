// A line to the server over WebRTC: sound on tracks, events on a data channel. The same verbs as socket.js.

import { headers, offer } from "./door.js";

const WAIT_MS = 6000; // for the connection; then the WebSocket has its turn
const GOODBYE_MS = 1000;

export class Call {
  // `on`: event(event), track(stream), end(reason).
  static async open(on, key, microphone) {
    const call = new Call(on, key);
    try {
      await call.connect(microphone);
    } catch (error) {
      call.leave();
      throw error;
    }
    return call;
  }

  constructor(on, key) {
    this.name = "WebRTC";
    this.on = on;
    this.key = key;
    this.isOver = false;
    this.peer = new RTCPeerConnection();
    this.channel = this.peer.createDataChannel("oai-events");
    this.channel.onmessage = ({ data }) => on.event(JSON.parse(data));
    this.peer.ontrack = ({ track }) => (this.voice = track);
  }

  async connect(microphone) {
    const track = microphone?.getAudioTracks()[0];
    this.peer.addTransceiver(track ?? "audio", { direction: track ? "sendrecv" : "recvonly" });
    await this.peer.setLocalDescription();
    const { session, transport } = await offer(this.peer.localDescription.sdp, this.key);
    this.session = session.id;
    const opened = new Promise((resolve, reject) => {
      this.channel.onopen = resolve;
      setTimeout(() => reject(new Error("no connection in time")), WAIT_MS);
      this.peer.onconnectionstatechange = () => this.peer.connectionState === "failed" && reject(new Error("no way"));
    });
    await this.peer.setRemoteDescription({ type: "answer", sdp: transport.sdp });
    await opened;
    this.on.track(new MediaStream([this.voice]));
    this.channel.onclose = () => this.end("closed");
    this.peer.onconnectionstatechange = () => this.peer.connectionState === "failed" && this.end("lost");
  }

  send(event) {
    if (this.channel.readyState === "open") this.channel.send(JSON.stringify(event));
  }

  hear() {} // the track carries it

  // The server says goodbye, too, and closes the channel.
  close() {
    this.on.end = () => {};
    this.send({ type: "session.close" });
    setTimeout(() => this.peer.close(), GOODBYE_MS);
  }

  end(reason) {
    if (this.isOver) return;
    this.isOver = true;
    this.peer.close();
    this.on.end(reason);
  }

  // Nobody is there any more, and the server would take half a minute to notice.
  leave() {
    this.isOver = true;
    this.peer.close();
    const path = `v1/live/sessions/${this.session}/hangup`;
    if (this.session) fetch(path, { method: "POST", headers: headers(this.key), keepalive: true }).catch(() => {});
  }
}

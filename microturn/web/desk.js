// The page's end of sound: microphone, loudspeaker, and the audio thread (sound.js) that hears both on one clock.

import { Trouble } from "./door.js";

export class Desk {
  // `take(you, it)`: 20 ms of both voices, Int16Array. Call it where the user has pressed something, or it stays silent.
  constructor(take) {
    this.take = take;
    this.context = new AudioContext({ latencyHint: "interactive" });
    this.stream = null;
  }

  async open() {
    if (!this.context.audioWorklet) throw new Trouble("insecure");
    await this.context.audioWorklet.addModule("sound.js").catch(() => { throw new Trouble("no_server"); });
    this.node = new AudioWorkletNode(this.context, "desk", {
      numberOfInputs: 2, outputChannelCount: [1], channelCount: 1, channelCountMode: "explicit",
    });
    this.node.port.onmessage = ({ data: [you, it] }) => this.take(you, it);
    this.node.connect(this.context.destination);
    this.context.resume();
  }

  // Raises what getUserMedia raises; its names are those of troubles.js.
  async listen() {
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    this.context.createMediaStreamSource(this.stream).connect(this.node, 0, 0);
  }

  mute(isMuted) {
    this.stream?.getAudioTracks().forEach((track) => (track.enabled = !isMuted));
  }

  play(samples) {
    this.node.port.postMessage(samples);
  }

  // A track plays in an element: browsers hand its sound to the audio thread only where it plays, too.
  playTrack(stream) {
    this.element = Object.assign(new Audio(), { srcObject: stream, autoplay: true });
    this.element.play().catch(() => {}); // once more by itself, when the browser lets it
    this.context.createMediaStreamSource(stream).connect(this.node, 0, 1);
  }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.element?.pause();
    if (this.context.state !== "closed") this.context.close();
  }
}

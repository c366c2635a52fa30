// The page: agents-realtime as an application would use it, with the microphone, over "websocket" or "webrtc".
// Over WebSocket a page captures and sends sound itself; over WebRTC the package does, and the answer is a track.
import { OpenAIRealtimeWebRTC, RealtimeAgent, RealtimeSession } from "@openai/agents-realtime";

const RATE = 24_000;
const CAPTURE = `registerProcessor("capture", class extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage(Int16Array.from(samples, (x) => 32767 * Math.max(-1, Math.min(1, x))));
    return true;
  }
});`;

// Calls `take` with the samples of a stream: 24 kHz, 16 bits.
async function capture(stream, take) {
  const context = new AudioContext({ sampleRate: RATE });
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([CAPTURE], { type: "text/javascript" })));
  const node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  node.port.onmessage = (message) => take(message.data);
  context.createMediaStreamSource(stream).connect(node);
}

function base64(chunks) {
  const bytes = chunks.flatMap((chunk) => [...new Uint8Array(chunk.buffer ?? chunk)]);
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
}

function words(session, role) {
  const messages = session.history.filter((item) => item.type === "message" && item.role === role);
  return messages.flatMap((item) => item.content.map((part) => part.transcript ?? "")).join(" ").trim();
}

async function connectSocket(session, host, secret, sound) {
  session.on("audio", (event) => sound.push(event.data));
  await session.connect({ apiKey: secret, url: `ws://${host}/v1/realtime?model=microturn-nano` });
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  await capture(microphone, (samples) => session.sendAudio(samples.buffer));
}

async function connectCall(session, host, secret, sound, element) {
  await session.connect({ apiKey: secret, url: `http://${host}/v1/realtime/calls` });
  const track = () => element.srcObject ?? new Promise((done) => setTimeout(done, 100)).then(track);
  await capture(await track(), (samples) => samples.some((sample) => Math.abs(sample) > 100) && sound.push(samples));
}

// -> { heard, said, sound }, once an answer to what was heard has been spoken.
window.converse = async (transport, host, secret) => {
  const agent = new RealtimeAgent({ name: "Tester", instructions: "keep your answers short" });
  const element = document.querySelector("audio");
  const carrier = transport === "webrtc" ? new OpenAIRealtimeWebRTC({ audioElement: element }) : "websocket";
  const session = new RealtimeSession(agent, { transport: carrier, model: "microturn-nano" });
  const sound = [];
  session.on("transport_event", (event) => console.log(event.type));
  const failure = new Promise((_, reject) => {
    session.on("error", ({ error }) => reject(new Error(JSON.stringify(error?.error ?? error?.message ?? error))));
  });
  const answer = new Promise((resolve) => {
    const look = () => {
      const [heard, said] = [words(session, "user"), words(session, "assistant")];
      if (heard && said && sound.length > 0) resolve({ heard, said, sound: base64(sound) });
    };
    session.on("transport_event", (event) => event.type === "response.done" && setTimeout(look, 1000));
  });
  const connect = transport === "webrtc" ? connectCall : connectSocket;
  await Promise.race([connect(session, host, secret, sound, element), failure]);
  return Promise.race([answer, failure]);
};

// The openai package over Realtime: asks aloud, and reports after the first spoken answer.
import net from "node:net";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import { fail, host, join, log, report, speak } from "./talk.mjs";

const [address, port] = host.split(":");
const client = new OpenAI({ baseURL: `http://${host}/v1` });
// The package speaks wss alone; servers without TLS are reached by an option of its WebSockets.
const options = { createConnection: () => net.connect(Number(port), address) };
const realtime = new OpenAIRealtimeWS({ model: "microturn-nano", options }, client);
let heard = "", said = "", sound = [], isAnswered = false;

realtime.on("error", fail);
realtime.on("event", (event) => log(event.type));
realtime.on("session.created", () => {
  realtime.send({ type: "session.update", session: { type: "realtime", instructions: "keep your answers short" } });
});
realtime.on("session.updated", () => speak((audio) => realtime.send({ type: "input_audio_buffer.append", audio })));
realtime.on("response.output_audio_transcript.done", (event) => (said += event.transcript));
realtime.on("response.output_audio.delta", (event) => sound.push(event.delta));
realtime.on("conversation.item.input_audio_transcription.completed", (event) => {
  heard += event.transcript;
  finish();
});
realtime.on("response.done", () => {
  isAnswered = sound.length > 0;
  finish();
});

function finish() {
  if (heard && isAnswered) report({ heard, said, sound: join(sound) });
}

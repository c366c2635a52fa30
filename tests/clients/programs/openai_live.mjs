// The openai package over Live: asks aloud, closes the session once both sides have been heard, and reports.
import OpenAI from "openai";
import { LiveWS } from "openai/resources/live/ws";
import { fail, host, join, log, report, speak } from "./talk.mjs";

const ENOUGH_WORDS = 5;
const live = new LiveWS(new OpenAI({ baseURL: `http://${host}/v1` }));
let heard = "", said = "", sound = [], stop = null, isClosing = false;

live.on("error", fail);
live.on("event", (event) => log(event.type));
live.on("session.started", () => {
  stop = speak((audio) => live.send({ type: "session.input_audio.append", audio }));
});
live.on("session.input_transcript.delta", (event) => (heard += event.delta));
live.on("session.output_audio.delta", (event) => sound.push(event.delta));
live.on("session.output_transcript.delta", (event) => {
  said += event.delta;
  if (said.split(" ").length < ENOUGH_WORDS || !heard || isClosing) return;
  isClosing = true;
  stop();
  live.send({ type: "session.close" });
});
live.on("session.closed", () => report({ heard, said, sound: join(sound) }));
live.send({ type: "session.start", session: { model: "gpt-live-1", instructions: "keep your answers short" } });

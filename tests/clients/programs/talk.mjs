// What the programs in Node share: their surroundings, speech at its own pace, a log, and the way to report.
import { readFileSync } from "node:fs";

const HEADER_BYTES = 44; // of the WAV files that Python writes
const CHUNK_BYTES = 4800; // 100 ms of 24 kHz PCM, 16 bits
const CHUNK_MS = 100;

export const host = process.env.MICROTURN_HOST;
export const speechPath = process.env.MICROTURN_SPEECH;

export function log(line) {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1)} ${line}\n`);
}

// Calls `append` with base64 every 100 ms. Ends with the recording; the server fills in silence. -> how to stop early.
export function speak(append) {
  const sound = readFileSync(speechPath).subarray(HEADER_BYTES);
  let start = 0;
  const timer = setInterval(() => {
    append(sound.subarray(start, start + CHUNK_BYTES).toString("base64"));
    start += CHUNK_BYTES;
    if (start >= sound.length) clearInterval(timer);
  }, CHUNK_MS);
  return () => clearInterval(timer);
}

// `sound`: base64 of what the model said, aloud.
export function report({ heard, said, sound }) {
  process.stdout.write(JSON.stringify({ heard, said, sound }), () => process.exit(0));
}

export function join(chunks) {
  return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, "base64"))).toString("base64");
}

export function fail(error) {
  log(`failed: ${error?.stack ?? error}`);
  process.exit(1);
}

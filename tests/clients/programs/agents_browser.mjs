// Drives a page with agents-realtime in Chromium, its microphone the recording. Argument: "websocket" or "webrtc".
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { fail, host, log, report, speechPath } from "./talk.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGS = [
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${speechPath}%noloop`, "--autoplay-policy=no-user-gesture-required",
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

// As an application's own backend does it: the page never sees the key.
async function makeSecret() {
  const answer = await fetch(`http://${host}/v1/realtime/client_secrets`, {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ session: { type: "realtime", model: "microturn-nano" } }),
  });
  if (!answer.ok) throw new Error(`client_secrets: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).value;
}

// -> the page's address, on a free port.
async function servePage() {
  const bundle = await build({ entryPoints: [join(HERE, "agents_page.mjs")], bundle: true, write: false, format: "iife" });
  const files = {
    "/": ["text/html", '<!doctype html><audio autoplay></audio><script src="page.js"></script>'],
    "/page.js": ["text/javascript", bundle.outputFiles[0].text],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${server.address().port}/`;
}

try {
  const [address, secret] = await Promise.all([servePage(), makeSecret()]);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  const page = await browser.newPage();
  page.on("console", (message) => log(message.text()));
  page.on("pageerror", (error) => log(`page: ${error.stack}`));
  await page.goto(address);
  const talk = ([transport, host, secret]) => window.converse(transport, host, secret);
  const answer = await page.evaluate(talk, [process.argv[2], host, secret]);
  await browser.close();
  report(answer);
} catch (error) {
  fail(error);
}

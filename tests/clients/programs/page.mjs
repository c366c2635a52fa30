// Drives the server's own page in Chromium. Argument: a scene of those below. Prints what happened as JSON.
// MICROTURN_SHOTS: folder for screenshots; unset, none are taken.
import { readFileSync } from "node:fs";
import { DEVICE, launch, PHONE } from "./browser.mjs";
import { fail, host, log, speechPath } from "./talk.mjs";

const MICROPHONE = [DEVICE, "--use-fake-ui-for-media-stream", `--use-file-for-fake-audio-capture=${speechPath}%noloop`];
const SOCKET = "?transport=websocket"; // leaves WebRTC out
const LIMIT_MS = 60_000; // for one thing to happen, on a machine that may be busy
const SHOTS = process.env.MICROTURN_SHOTS, SHOT_S = 14; // of conversation, before it is worth a picture
const key = process.env.OPENAI_API_KEY;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// `options`: of the browser's context; `route`: takes each WebSocket of the page.
async function open({ path = "", flags = MICROPHONE, options = {}, route = null } = {}) {
  const browser = await launch(flags);
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  const page = await context.newPage();
  if (route) await page.routeWebSocket(/v1\/live/, route);
  return load(page, path);
}

async function load(page, path = "") {
  page.setDefaultTimeout(LIMIT_MS);
  page.on("console", (message) => log(message.text()));
  page.on("pageerror", fail);
  await page.goto(`http://${host}/${path}`);
  return page;
}

// The server asks for a key, so the page does.
async function start(page) {
  await page.click("#talk");
  if (key) {
    await page.fill("#key", key);
    await page.press("#key", "Enter");
  }
  await reads(page, "#state", "connected over");
}

const reads = (page, place, text) => page.locator(place).filter({ hasText: text }).waitFor();
const text = (page, place) => page.locator(place).innerText();

async function shoot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return readFileSync(await download.path());
}

async function stop(page) {
  await page.click("#talk");
  await reads(page, "#state", "ended");
  return {
    words: await text(page, "#words"), trouble: await text(page, "#trouble").catch(() => ""),
    trip: await text(page, "#trip"), compute: await text(page, "#compute"),
    sound: (await saved(page, "#save-sound")).toString("base64"),
    transcript: (await saved(page, "#save-words")).toString(),
    timeline: JSON.parse(await saved(page, "#save-times")),
  };
}

function bothSpoke() {
  const lines = [...document.querySelectorAll("#words li")].map((line) => line.dataset.who);
  return lines.includes("you") && lines.indexOf("it", lines.indexOf("you")) >= 0;
}

async function converse(page) {
  await start(page);
  const state = await text(page, "#state"), hasPictures = await page.isVisible("#looks");
  await page.waitForFunction(bothSpoke);
  await page.waitForFunction(() => document.querySelector("#trip").textContent !== "–");
  await sleep(3000); // what it says is played after it is written
  if (SHOTS) await page.waitForFunction((most) => Number(document.querySelector("#length").textContent.slice(2)) >= most, SHOT_S);
  return { state, hasPictures };
}

// The microphone of an interruption is the test's: it says something when it is told to.
function scriptMicrophone() {
  let context, wire;
  navigator.mediaDevices.getUserMedia = async () => {
    context = new AudioContext();
    wire = context.createMediaStreamDestination();
    return wire.stream;
  };
  window.speak = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes.buffer) });
    source.connect(wire);
    source.start();
  };
}

const scenes = {
  async webrtc() {
    const page = await open();
    const facts = await converse(page);
    await shoot(page, "page");
    return { ...facts, ...(await stop(page)) };
  },

  async websocket() {
    const page = await open();
    await page.evaluate(() => delete window.RTCPeerConnection);
    const facts = await converse(page);
    return { ...facts, ...(await stop(page)) };
  },

  // Packets find no way: the answer to the offer is never taken.
  async blocked() {
    const page = await open();
    await page.evaluate(() => (RTCPeerConnection.prototype.setRemoteDescription = async () => {}));
    return { ...(await converse(page)), ...(await stop(page)) };
  },

  // The recording is what the user says once the model has begun to count.
  async interruption() {
    const page = await open({ options: { colorScheme: "dark" } });
    await page.evaluate(scriptMicrophone);
    await start(page);
    await sleep(2000);
    await page.fill("#text", "count from one to ten");
    await page.press("#text", "Enter");
    await page.waitForFunction(() => document.querySelector("#words li[data-who=it]")?.textContent.trim().split(" ").length >= 4);
    await page.evaluate((speech) => window.speak(speech), readFileSync(speechPath).toString("base64"));
    await sleep(6000);
    await shoot(page, "page-dark");
    return stop(page);
  },

  async resume() {
    const ends = [];
    const page = await open({ path: SOCKET, route: (near) => ends.push(near, near.connectToServer()) });
    await start(page);
    await sleep(3000);
    const broken = ends.splice(0); // the one that the server refused without a key, too
    for (const end of broken) await end.close({ code: 4000 });
    await reads(page, "#state", "back again");
    await sleep(3000);
    return { num_returns: ends.length / 2, ...(await stop(page)) };
  },

  async refused() {
    const troubles = {};
    for (const [name, flags] of [["refused", [DEVICE, "--deny-permission-prompts"]], ["missing", []]]) {
      const page = await open({ flags });
      await start(page);
      troubles[name] = await text(page, "#trouble");
      await page.waitForSelector("#text:enabled");
      await page.click("#talk");
      await page.context().browser().close();
    }
    return troubles;
  },

  // A server with one seat, and one that is out of reach.
  async full() {
    const first = await open();
    await start(first);
    const second = await load(await first.context().newPage());
    await second.click("#talk");
    await second.waitForSelector("#trouble:not(:empty)");
    const full = await text(second, "#trouble");
    await first.goto("about:blank"); // leaving the page frees the seat
    await sleep(5000);
    await start(second);
    await second.click("#talk");
    await second.context().setOffline(true);
    await second.click("#talk");
    await second.waitForSelector("#trouble:not(:empty)");
    return { full, gone: await text(second, "#trouble") };
  },

  // On a telephone's screen, by keyboard alone.
  async keyboard() {
    const page = await open({ options: { viewport: PHONE, deviceScaleFactor: 2 } });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    const focus = () => page.evaluate(() => document.activeElement.id);
    const press = (name) => page.keyboard.press(name);
    const facts = { width_before: await width() };
    await press("Tab");
    facts.first = await focus();
    await press("Enter");
    await page.locator("#door").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "key");
    facts.asked = await text(page, "#trouble");
    await page.keyboard.type("wrong");
    await press("Enter");
    await reads(page, "#trouble", "does not know this key");
    await page.waitForFunction(() => document.activeElement.id === "key");
    await press("Control+A");
    await page.keyboard.type(key);
    await press("Enter");
    await reads(page, "#state", "connected over");
    await page.waitForFunction(bothSpoke);
    if (SHOTS) await sleep(4000);
    await shoot(page, "page-small");
    await page.focus("#talk");
    await press("Tab");
    facts.second = await focus();
    await press("Space");
    facts.is_muted = await page.getAttribute("#mute", "aria-pressed");
    facts.width_during = await width();
    await press("Shift+Tab");
    await press("Enter");
    await reads(page, "#state", "ended");
    return facts;
  },

  // As with a server that takes pictures, which ours does not: its answer is changed on the way.
  async camera() {
    const images = [];
    const route = (near) => {
      const far = near.connectToServer();
      far.onMessage((message) => {
        const event = JSON.parse(message);
        if (event.type === "session.started") event.session.microturn.video = { media_types: ["image/jpeg"], max_per_s: 2, max_bytes: 1e5 };
        near.send(JSON.stringify(event));
      });
      near.onMessage((message) => {
        const event = JSON.parse(message);
        if (event.type === "microturn.video.append") images.push(event.image);
        far.send(message);
      });
    };
    const page = await open({ path: SOCKET, route });
    await start(page);
    await page.click("#camera");
    await sleep(4000);
    const note = await text(page, "#looks");
    await page.click("#camera");
    const pressed = await page.getAttribute("#camera", "aria-pressed"), num = images.length;
    await sleep(1500);
    return { note, pressed, num, num_after: images.length - num, image: images.at(-1), ...(await stop(page)) };
  },
};

try {
  const facts = await scenes[process.argv[2]]();
  process.stdout.write(JSON.stringify(facts), () => process.exit(0));
} catch (error) {
  fail(error);
}

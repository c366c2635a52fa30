// The page against a server that the test plays: work is handed on, told of, cancelled. Prints what the page shows as JSON.
// MICROTURN_SHOTS: folder for screenshots; unset, none are taken.
import { readFileSync } from "node:fs";
import { DEVICE, openFiles, PHONE } from "./browser.mjs";
import { fail } from "./talk.mjs";

const SHOTS = process.env.MICROTURN_SHOTS;
const FLAGS = [DEVICE, "--use-fake-ui-for-media-stream"];
const TICK_MS = 200;

// Plays the server: a micro-turn every 200 ms; what is to be in the next one waits in `next`.
class Script {
  constructor(near) {
    Object.assign(this, { near, url: near.url(), taken: [], next: [], tick: 0 });
    near.onMessage((message) => this.take(JSON.parse(message)));
  }

  take(event) {
    if (event.type !== "session.input_audio.append") this.taken.push(event);
    if (event.type === "session.start") {
      this.send({ type: "session.started", session: { id: "sess_1", microturn: {} } });
      this.timer = setInterval(() => this.turn(), TICK_MS);
    } else if (event.type === "microturn.delegation.cancel") {
      this.report(event.delegation, "dropped");
    } else if (event.type === "session.close") {
      clearInterval(this.timer);
    }
  }

  turn() {
    const { events = [], done, ...tick } = this.next.shift() ?? {};
    for (const event of events) this.send(event);
    const quiet = { type: "microturn.tick", tick: this.tick++, decision: "quiet", heard: "", said: "", compute_ms: { ear: 20, model: 60 } };
    this.send({ ...quiet, ...tick });
    done?.();
  }

  send(event) {
    this.near.send(JSON.stringify(event));
  }

  report(delegation, state, rest = {}) {
    this.send({ type: "microturn.delegation", delegation, state, tool: "", say: "", markdown: "", ...rest });
  }

  // A micro-turn; `events`: before it.
  play(tick, ...events) {
    const made = events.map(([delegation, state, rest]) => (
      { type: "microturn.delegation", delegation, state, tool: "", say: "", markdown: "", ...rest }
    ));
    return new Promise((done) => this.next.push({ ...tick, events: made, done }));
  }

  async hear(text, ...events) {
    const words = text.split(" ").map((word) => ` ${word}`);
    for (const heard of words.slice(0, -1)) await this.play({ heard });
    await this.play({ heard: words.at(-1), delegate: true }, ...events);
  }

  async say(text) {
    for (const word of text.split(" ")) await this.play({ said: ` ${word}`, decision: "voice" });
  }
}

function cards() {
  const text = (card, place) => card.querySelector(place).textContent;
  return [...document.querySelectorAll("#cards > li")].map((card) => ({
    state: card.dataset.state, asked: text(card, ".asked"), fate: text(card, ".fate"), said: text(card, ".said"),
    tools: [...card.querySelectorAll(".tools li")].map((item) => [item.textContent, item.className]),
    result: card.querySelector(".result").innerHTML, isOpen: card.querySelector("details").open,
    canCancel: card.querySelector("button").checkVisibility(),
  }));
}

async function open(options = {}) {
  let script;
  const page = await openFiles({ path: "?transport=websocket", flags: FLAGS, options, route: (near) => (script = new Script(near)) });
  await page.click("#talk");
  await page.waitForSelector("#text:enabled");
  return { page, script, look: () => page.evaluate(cards), news: () => page.locator("#news").textContent() };
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return readFileSync(await download.path(), "utf8");
}

const RESULT = `### Rivers of Europe

The **Volga** is the longest, then the *Danube* ([source](https://example.org/rivers)).

| river | km | countries |
|:--|--:|--:|
| Volga | 3,530 | 1 |
| Danube | 2,850 | 10 |
| Dnieper | 2,200 | 3 |

- measured from the spring
- without canals
`;

// One after the other: brought, cancelled by keyboard, failed, left when the conversation ends.
async function life() {
  const { page, script, look, news } = await open();
  const facts = { url: script.url, isHiddenBefore: await page.isHidden("#work") };
  await script.play({ heard: " hello" });
  for (let i = 0; i < 12; i++) await script.play({}); // a pause: another matter
  await script.hear("what is seventeen times three", ["d1", "asked"]);
  await script.play({});
  facts.asked = await look();
  facts.askedNews = await news();
  await script.play({}, ["d1", "working", { tool: "search" }]);
  await script.play({}, ["d1", "working", { tool: "calculator" }]);
  facts.working = await look();
  await script.play({}, ["d1", "working", { say: "That is" }]);
  await script.play({}, ["d1", "done", { say: "fifty-one.", markdown: "= **51** <img src=x onerror=hacked=1>" }]);
  facts.done = await look();
  facts.doneNews = await news();
  await script.say("That is fifty-one");
  await script.play({}, ["d1", "said"]);
  facts.said = await look();

  await script.hear("find me some rivers", ["d2", "asked"]);
  await script.play({}, ["d2", "working", { tool: "search" }]);
  await page.focus("#cards > li:first-child summary");
  await page.keyboard.press("Tab");
  facts.focus = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  await page.waitForSelector("#cards > li[data-state=dropped]");
  facts.focusAfter = await page.evaluate(() => document.activeElement.localName);
  facts.cancelled = await look();

  await script.play({ delegate: true }, ["d3", "asked"]);
  await script.play({}, ["d3", "failed", { say: "That did not work." }]);
  await script.play({ delegate: true }, ["d4", "asked"], ["d9", "said"], ["d4", "dreaming"]);
  await script.play({}, ["d4", "working"]);
  await page.click("#talk");
  await page.waitForFunction(() => document.querySelector("#state").textContent === "ended");
  facts.ended = await look();
  facts.taken = script.taken;
  facts.timeline = JSON.parse(await saved(page, "#save-times"));
  facts.transcript = await saved(page, "#save-words");
  facts.hasRun = await page.evaluate(() => "hacked" in window);
  await page.click("#talk"); // a new conversation begins without
  await page.waitForSelector("#text:enabled");
  facts.isHiddenAgain = await page.isHidden("#work");
  return facts;
}

// How it looks: one at work, one brought; `viewport`, `colorScheme`, `reducedMotion`.
async function look(name, options) {
  const { page, script, look } = await open(options);
  await script.hear("which are the longest rivers of europe", ["d1", "asked"]);
  await script.play({}, ["d1", "working", { tool: "search" }]);
  await script.say("let me look");
  await script.play({}, ["d1", "working", { tool: "read_page" }]);
  await script.play({}, ["d1", "done", { say: "The Volga is the longest, with 3,530 kilometres. Then comes the Danube.", markdown: RESULT }]);
  await script.say("The Volga is the longest with 3530 kilometres");
  await script.hear("and how long is that in miles", ["d2", "asked"]);
  await script.play({}, ["d2", "working", { tool: "calculator" }]);
  await script.say("one moment");
  await page.evaluate(() => (document.querySelectorAll("#cards details")[1].open = true));
  const facts = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth, motion: getComputedStyle(document.querySelector(".sign")).animationName,
    left: document.querySelector("#work").getBoundingClientRect().left, top: document.querySelector("#work").getBoundingClientRect().top,
    wordsTop: document.querySelector("#words").getBoundingClientRect().top,
  }));
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  return { ...facts, cards: await look() };
}

// What the request of a call asks for; without an answer, the WebSocket has its turn.
async function call() {
  const bodies = [];
  const others = (request, body) => {
    bodies.push({ url: request.url, body: JSON.parse(body) });
    return 404;
  };
  let script;
  const page = await openFiles({ flags: FLAGS, others, route: (near) => (script = new Script(near)) });
  await page.click("#talk");
  await page.waitForSelector("#text:enabled");
  return { ...bodies[0], taken: script.taken };
}

const scenes = {
  life, call,
  wide: () => look("work", { viewport: { width: 1280, height: 900 } }),
  phone: () => look("work-small", { viewport: PHONE, deviceScaleFactor: 2, reducedMotion: "reduce" }),
  dark: () => look("work-dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }),
};

try {
  const facts = await scenes[process.argv[2]]();
  process.stdout.write(JSON.stringify(facts), () => process.exit(0));
} catch (error) {
  fail(error);
}

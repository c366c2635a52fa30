// The page: its button, its messages, its numbers. What a conversation is, talk.js knows.

import { Cards } from "./cards.js";
import { paint } from "./draw.js";
import { recording, save, timeline, transcript } from "./save.js";
import { Score } from "./score.js";
import { Talk } from "./talk.js";
import { TROUBLES } from "./troubles.js";
import { Video } from "./video.js";
import { Work } from "./work.js";

const $ = (id) => document.getElementById(id);
const ONLY = new URLSearchParams(location.search).get("transport"); // "websocket" leaves WebRTC out
const IN_TALK = ["mute", "text", "send"], AFTER = ["save-sound", "save-words", "save-times"];
const STILL_MS = 200; // between pictures for those who want little to move
let talk = null; // the conversation that is on
let last = null; // the one that is shown and can be saved
let limits = null; // of pictures; null: the server takes none
let colors = {}, isStale = true, paintedAt = 0;

const view = {
  state: (text) => ($("state").textContent = text),
  trouble: (code) => tell(TROUBLES[code] ?? code),
  changed: () => (isStale = true),
  opened({ video }) {
    if (last !== talk) {
      $("words").replaceChildren();
      cards.clear();
    }
    last = talk;
    limits = video ?? null;
    show();
  },
  ticked({ decision, heard, said }) {
    $("stage").dataset.decision = decision;
    write("you", heard);
    write("it", said);
    count();
    last.work.jobs.forEach(view.worked);
  },
  worked(job) {
    cards.show(job, last.work.lasted(job));
    isStale = true;
  },
  ended(code) {
    video.stop();
    if (last === talk) talk.work.jobs.forEach(view.worked);
    talk = limits = null;
    delete $("stage").dataset.decision;
    view.state("ended");
    if (code) tell(TROUBLES[code] ?? `It ended: ${code}. Start again.`);
    show();
  },
};

const cards = new Cards($("work"), $("cards"), $("news"), (job) => talk?.cancel(job));
const video = new Video($("picture"), (image) => talk?.show(image), () => look(video.kind));

async function begin() {
  tell("");
  view.state("connecting");
  const mine = (talk = new Talk(view));
  show();
  try {
    await mine.start($("key").value.trim(), ONLY);
    $("door").hidden = true;
  } catch (error) {
    if (mine.isOver) return; // stopped meanwhile
    const isKey = error.message === "invalid_api_key";
    mine.end(isKey && !$("key").value ? "wants_key" : error.message);
    view.state("not connected");
    if (!isKey) return;
    $("door").hidden = false;
    $("key").focus();
  }
}

function tell(text) {
  $("trouble").textContent = text;
}

function show() {
  $("talk").textContent = talk ? "Stop" : "Start talking";
  $("talk").classList.toggle("on", talk !== null);
  for (const id of IN_TALK) $(id).disabled = !talk?.isOpen;
  for (const id of AFTER) $(id).disabled = !last;
  $("mute").setAttribute("aria-pressed", talk?.isMuted ?? false);
  $("looks").hidden = !limits;
  $("screen").hidden = !navigator.mediaDevices?.getDisplayMedia;
  for (const kind of ["camera", "screen"]) $(kind).setAttribute("aria-pressed", video.kind === kind);
  $("picture").hidden = !video.kind;
  isStale = true;
}

// Words as they come; a text that begins without a space goes on with the last word.
function write(who, text, isTyped = false) {
  if (!text) return;
  const list = $("words"), own = `${who}${isTyped ? ", typed" : ""}`;
  let line = list.lastElementChild;
  if (!text.startsWith(" ")) line = [...list.children].findLast((each) => each.dataset.own === own) ?? line;
  if (line?.dataset.own !== own) {
    line = document.createElement("li");
    Object.assign(line.dataset, { who, own });
    line.append(Object.assign(document.createElement("b"), { textContent: own }), " ");
    list.append(line);
  }
  line.append(text);
  list.scrollTop = list.scrollHeight;
}

function count() {
  const { score, tripMs } = talk, { voiced, delegated, ticks } = score.num;
  $("trip").textContent = tripMs === null ? "–" : `${Math.round(tripMs)} ms`;
  $("compute").textContent = `${Math.round(score.computeMs)} ms`;
  $("voiced").textContent = `${voiced} of ${ticks}`;
  $("overlap").textContent = `${(score.overlapMs / 1000).toFixed(1)} s`;
  $("delegated").textContent = delegated;
  $("length").textContent = `${Math.floor(score.ms / 60000)}:${String(Math.floor(score.ms / 1000) % 60).padStart(2, "0")}`;
}

async function look(kind) {
  try {
    if (video.kind === kind) video.stop();
    else await video.start(kind, limits);
  } catch (error) {
    tell(`The ${kind} was refused or failed (${error.name}). The conversation goes on without.`);
  }
  show();
}

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ["you", "it", "line", "mark", "both", "took", "ink", "faint"];
  colors = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`)]));
  isStale = true;
}

function animate(now) {
  if (isStale && (!still.matches || now - paintedAt > STILL_MS)) {
    paint($("score"), (last ?? empty).score, (last ?? empty).work.jobs, colors);
    isStale = false;
    paintedAt = now;
  }
  requestAnimationFrame(animate);
}

const score = new Score(), empty = { score, work: new Work(score) };
const still = matchMedia("(prefers-reduced-motion: reduce)");
$("talk").onclick = () => (talk ? talk.end() : begin());
$("mute").onclick = () => {
  talk.mute(!talk.isMuted);
  show();
};
$("camera").onclick = () => look("camera");
$("screen").onclick = () => look("screen");
$("door").onsubmit = (event) => {
  event.preventDefault();
  if (!talk) begin();
};
$("typing").onsubmit = (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !talk?.isOpen) return;
  talk.type(text);
  write("you", ` ${text}`, true);
  $("text").value = "";
};
$("save-sound").onclick = () => save(recording(last.score), "microturn.wav");
$("save-words").onclick = () => save(transcript(last), "microturn.txt");
$("save-times").onclick = () => save(timeline(last), "microturn.json");
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readColors);
addEventListener("pagehide", () => talk?.leave());
addEventListener("resize", () => (isStale = true));
readColors();
show();
requestAnimationFrame(animate);

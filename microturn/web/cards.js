// Work that is handed on, as cards, the newest first. One is open while there is something to see, and stays when closed.

import { render } from "./markdown.js";
import { FATES } from "./work.js";

const SIGNS = { done: "✓", failed: "✕", dropped: "–", left: "–" };
const MOST_NAME = 40; // characters of a tool's name

export class Cards {
  // `section` shows when there is a card for its `list`; `news` is read aloud; `cancel(job)`: the user wants it no more.
  constructor(section, list, news, cancel) {
    Object.assign(this, { section, list, news, cancel, cards: new Map() });
  }

  clear() {
    this.cards.clear();
    this.list.replaceChildren();
    this.news.textContent = "";
    this.section.hidden = true;
  }

  // `ms`: how long the job has lasted.
  show(job, ms) {
    const card = this.cards.get(job) ?? this.add(job);
    if (card.show(ms)) this.news.textContent = `${fate(job)}: ${job.asked}`;
  }

  add(job) {
    for (const card of this.cards.values()) if (card.job.endMs !== null) card.close();
    const card = new Card(job, this.cancel);
    this.cards.set(job, card);
    this.list.prepend(card.element);
    this.section.hidden = false;
    return card;
  }
}

class Card {
  constructor(job, cancel) {
    Object.assign(this, { job, told: "", numShown: 0, isTouched: false });
    this.element = make("li", "job");
    this.box = this.element.appendChild(make("details"));
    this.box.open = true;
    this.top = this.box.appendChild(make("summary"));
    this.top.onclick = () => (this.isTouched = true);
    this.sign = this.top.appendChild(make("i", "sign"));
    this.sign.setAttribute("aria-hidden", "true");
    this.asked = this.top.appendChild(make("span", "asked"));
    this.fate = this.top.appendChild(make("span", "fate"));
    this.tools = this.box.appendChild(make("ul", "tools"));
    this.tools.setAttribute("aria-label", "Tools");
    this.said = this.box.appendChild(make("p", "said"));
    this.result = this.box.appendChild(make("div", "result"));
    this.button = this.element.appendChild(make("button", "cancel", "Cancel"));
    this.button.onclick = () => {
      cancel(job);
      this.button.disabled = true;
      this.top.focus();
    };
  }

  // -> whether there is news.
  show(ms) {
    const { job } = this, isOver = job.endMs !== null, text = fate(job);
    this.element.dataset.state = job.state;
    put(this.sign, SIGNS[job.state] ?? "");
    put(this.asked, job.asked || "(no words before it)");
    put(this.fate, `${text}, ${(ms / 1000).toFixed(isOver ? 1 : 0)} s`);
    put(this.said, job.pieces.join(" ") || (isOver && !job.markdown.length ? "Nothing came of it." : ""));
    this.button.setAttribute("aria-label", `Cancel: ${job.asked}`);
    this.listTools();
    for (; this.numShown < job.markdown.length; this.numShown++) this.result.append(render(job.markdown[this.numShown]));
    if (job.isFresh || this.told === text) return false;
    this.told = text;
    if (isOver) this.finish();
    return true;
  }

  listTools() {
    const { job, tools } = this;
    while (tools.children.length < job.tools.length) {
      tools.append(make("li", "", job.tools[tools.children.length].slice(0, MOST_NAME)));
    }
    [...tools.children].forEach((item, i) => item.classList.toggle("on", job.tool !== "" && i === job.tools.length - 1));
  }

  // What is to be read stays open until the next card comes.
  finish() {
    const { job } = this;
    if (document.activeElement === this.button) this.top.focus();
    this.button.hidden = true;
    if (job.state !== "done" || (!job.markdown.length && (job.isSaid || !job.pieces.length))) this.close();
  }

  close() {
    if (!this.isTouched) this.box.open = false;
  }
}

function fate({ state, tool, isSaid, isCancelled }) {
  if (state === "done" && isSaid) return "done and said";
  if (isCancelled) return { asked: "being cancelled", working: "being cancelled", dropped: "cancelled" }[state] ?? FATES[state];
  return state === "working" && tool ? `working with ${tool.slice(0, MOST_NAME)}` : FATES[state];
}

// A text that stays is left alone: somebody may have selected it.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function make(name, className = "", text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

// Work that the model hands on, as the server tells it, on the score's clock. Knows times and texts, no elements.

const PAUSE_MS = 2000; // in what was heard: what lies before it was another matter
const SLACK_MS = 100; // half a micro-turn: times of words move a little
const MOST_WORDS = 30; // of what was asked
const STATES = ["asked", "working", "done", "failed", "dropped"], ENDS = STATES.slice(2);

export const FATES = {
  asked: "asked", working: "working", done: "done", failed: "failed", dropped: "dropped", left: "not finished",
};

export class Work {
  constructor(score) {
    this.score = score;
    this.jobs = []; // see begin
  }

  // An event of the server -> its job, or undefined.
  take({ delegation, state, tool, say, markdown }) {
    const known = this.jobs.find((job) => job.id === delegation);
    if (state === "said") return known && Object.assign(known, { isSaid: true, beganMs: known.beganMs ?? this.score.ms });
    if (!STATES.includes(state)) return known;
    const job = known ?? this.begin(delegation);
    if (job.endMs === null) this.advance(job, state, tool);
    if (say) {
      job.pieces.push(say);
      job.pieceTick ??= this.score.ticks.length;
    }
    if (markdown && !job.markdown.includes(markdown)) job.markdown.push(markdown);
    return job;
  }

  begin(id) {
    const { ms } = this.score;
    const job = {
      id, askedMs: ms, asked: "", isFresh: true, // until the micro-turn is known that asked
      afterMs: this.jobs.at(-1)?.askedMs ?? 0, // what was heard before it asked for something else
      state: "asked", tool: "", tools: [], pieces: [], markdown: [],
      pieceTick: null, // the micro-turn after which the model has a piece to say
      beganMs: null, endMs: null, isSaid: false, isCancelled: false,
    };
    job.asked = lastAsked(this.score, job);
    this.jobs.push(job);
    return job;
  }

  advance(job, state, tool) {
    Object.assign(job, { state, tool: tool ?? "" });
    if (tool) job.tools.push(tool);
    if (ENDS.includes(state)) Object.assign(job, { endMs: this.score.ms, tool: "" });
  }

  // A micro-turn that the score has taken; `said`: its words.
  tick({ said }) {
    const { ms, isDelegate } = this.score.ticks.at(-1);
    for (const job of this.jobs) {
      if (job.isFresh) {
        Object.assign(job, { isFresh: false, askedMs: isDelegate ? ms : job.askedMs });
        job.asked = lastAsked(this.score, job);
      } else if (said && job.pieceTick !== null && job.pieceTick + 1 < this.score.ticks.length) job.beganMs ??= ms;
    }
  }

  // Nothing more will come.
  end() {
    for (const job of this.jobs) {
      job.isFresh = false;
      if (job.endMs === null) Object.assign(job, { state: "left", tool: "", endMs: this.score.ms });
    }
  }

  lasted(job) {
    return Math.max(0, (job.endMs ?? this.score.ms) - job.askedMs);
  }
}

// The user's last words before it, up to a pause or to what was handed on before, if there are any since.
function lastAsked({ words }, { askedMs, afterMs }) {
  const all = words.filter((word) => word.who === "you" && word.ms <= askedMs);
  const fresh = all.filter((word) => word.ms > afterMs - SLACK_MS), mine = fresh.length ? fresh : all, last = mine.at(-1);
  let first = mine.length;
  while (first > 0 && mine.length - first < MOST_WORDS) {
    const word = mine[first - 1], next = mine[first] ?? last;
    if (word.isTyped !== last.isTyped || next.ms - word.ms > PAUSE_MS) break;
    first--;
  }
  return mine.slice(first).map((word) => word.text).join(" ");
}

// A line of Markdown -> nodes: stress, code, links, pictures. No address gets in but that of a web page or a picture's data.

const MOST_ADDRESS = 2000, MOST_PICTURE_CHARS = 800_000; // 600 kB in base64
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const ELEMENTS = { "**": "strong", __: "strong", "*": "em", _: "em", "~~": "del" };
const READERS = {
  "\\": "escape", "`": "code", "\n": "line", "!": "picture", "[": "link", "*": "stress", _: "stress", "~": "stress",
};
const PUNCTUATION = /[!-/:-@[-`{-~]/, ALPHANUMERIC = /[A-Za-z0-9]/;

export function inline(out, text) {
  for (const node of new Inline(text).read()) out.append(node);
}

export function isPicture(address) {
  return address.length <= MOST_PICTURE_CHARS && PICTURE.test(address);
}

// Text with its marks. Each method that reads a mark gives the place after it, or 0: the mark is text.
class Inline {
  constructor(text) {
    this.text = text;
    this.places = {}; // of marks further on, so that none is looked for twice
    this.open = [{ mark: "", nodes: [] }]; // each mark at most once
    this.plain = 0; // where the text begins that has gone nowhere yet
  }

  read() {
    for (let at = 0; at < this.text.length; ) at = this[READERS[this.text[at]]]?.(at) || at + 1;
    this.flush(this.text.length);
    while (this.open.length > 1) this.undo();
    return this.open[0].nodes;
  }

  find(mark, from) {
    const known = this.places[mark];
    if (known !== undefined && (known < 0 || known >= from)) return known;
    return (this.places[mark] = this.text.indexOf(mark, from));
  }

  flush(end, next = end) {
    if (end > this.plain) this.open.at(-1).nodes.push(this.text.slice(this.plain, end));
    this.plain = next;
  }

  put(node, from, end) {
    this.flush(from, end);
    this.open.at(-1).nodes.push(node);
    return end;
  }

  run(at) {
    let end = at;
    while (this.text[end] === this.text[at]) end++;
    return end - at;
  }

  escape(at) {
    if (!PUNCTUATION.test(this.text[at + 1] ?? "")) return 0;
    this.flush(at, at + 1);
    return at + 2;
  }

  line(at) {
    return this.put(document.createElement("br"), at, at + 1);
  }

  code(at) {
    const num = this.run(at), end = num > 3 ? -1 : this.find("`".repeat(num), at + num);
    if (end < 0) return at + num;
    const code = document.createElement("code");
    code.textContent = this.text.slice(at + num, end).trim();
    return this.put(code, at, end + num);
  }

  // Where the brackets that open at `at` close, if others do not open before.
  close(at) {
    const end = this.find("](", at + 1), other = this.find("[", at + 1);
    return other >= 0 && other < end ? -1 : end;
  }

  link(at) {
    const close = this.close(at), end = close < 0 ? -1 : this.target(close + 2);
    const address = end < 0 ? null : webAddress(this.text.slice(close + 2, end).trim().split(" ")[0]);
    if (!address) return 0;
    const link = document.createElement("a");
    Object.assign(link, { href: address, title: address, target: "_blank", rel: "noopener noreferrer nofollow" });
    inline(link, this.text.slice(at + 1, close));
    return this.put(link, at, end + 1);
  }

  picture(at) {
    const close = this.text[at + 1] === "[" ? this.close(at + 1) : -1;
    if (close < 0) return 0;
    const end = this.find(")", close), address = this.text.slice(close + 2, Math.max(close + 2, end));
    if (!isPicture(address)) return close + 2;
    const picture = document.createElement("img");
    Object.assign(picture, { alt: this.text.slice(at + 2, close), src: address });
    return this.put(picture, at, end + 1);
  }

  // Addresses may have brackets of their own.
  target(start) {
    let depth = 0;
    for (let at = start; at < Math.min(start + MOST_ADDRESS, this.text.length); at++) {
      if (this.text[at] === "(") depth++;
      else if (this.text[at] === ")" && depth-- === 0) return at;
    }
    return -1;
  }

  stress(at) {
    const num = this.run(at), letter = this.text[at];
    const mark = num === 1 || (num === 3 && this.open.at(-1).mark === letter) ? letter : letter + letter;
    if (num > 3 || !ELEMENTS[mark]) return at + num;
    const before = this.text[at - 1] ?? " ", after = this.text[at + mark.length] ?? " ";
    const isInWord = (other) => mark !== "**" && ALPHANUMERIC.test(other); // 2*3*4, snake_case
    const isOpen = this.open.some((each) => each.mark === mark);
    if (isOpen ? before.trim() && !isInWord(after) : after.trim() && !isInWord(before)) this.turn(mark, at, isOpen);
    return at + mark.length;
  }

  turn(mark, at, isOpen) {
    this.flush(at, at + mark.length);
    if (!isOpen) return this.open.push({ mark, nodes: [] });
    while (this.open.at(-1).mark !== mark) this.undo();
    const made = document.createElement(ELEMENTS[mark]);
    for (const node of this.open.pop().nodes) made.append(node);
    this.open.at(-1).nodes.push(made);
  }

  // A mark that never closed is text.
  undo() {
    const { mark, nodes } = this.open.pop(), outer = this.open.at(-1).nodes;
    outer.push(mark);
    for (const node of nodes) outer.push(node);
  }
}

function webAddress(text) {
  if (!/^https?:\/\//i.test(text)) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && !url.username && !url.password ? url.href : null; // with a name before the host it looks like another
}

// Markdown -> nodes, block by block, safe by construction: elements are made by name, and text stays text. What is not
// known here is text. Time grows with the length of what is read, and no more is read than is shown.

import { inline, isPicture } from "./inline.js";

const MOST_CHARS = 100_000; // without pictures
const MOST_PICTURES = 8, MOST_DEPTH = 4, MOST_ROWS = 200, MOST_COLUMNS = 20;

export function render(source) {
  const out = document.createDocumentFragment();
  blocks(out, bounded(source).replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n"), 0);
  return out;
}

// So much of it as is shown. Pictures do not count; those that are too large, or of another kind, are left out.
function bounded(source) {
  let made = "", at = 0, room = MOST_CHARS;
  for (let num = 0; num < MOST_PICTURES; num++) {
    const start = source.indexOf("](data:image/", at), end = source.indexOf(")", start);
    if (start < 0 || end < 0 || start - at > room) break;
    const picture = source.slice(start + 2, end);
    made += `${source.slice(at, start)}](${isPicture(picture) ? picture : "left out"}`;
    room -= start - at;
    at = end;
  }
  return made + source.slice(at, at + room);
}

// Blocks: each maker takes lines from `at` on, and gives the line after them.
function blocks(out, lines, depth) {
  for (let at = 0; at < lines.length; ) {
    if (lines[at].trim()) at = (maker(lines, at, depth) ?? paragraph)(out, lines, at, depth);
    else at++;
  }
}

// null: a paragraph.
function maker(lines, at, depth = 0) {
  const line = lines[at].trim();
  if (line.startsWith("```") || line.startsWith("~~~")) return fence;
  if (/^#{1,6} /.test(line)) return heading;
  if (line.startsWith(">") && depth < MOST_DEPTH) return quote;
  if (isRule(line)) return rule;
  if (marker(line)) return list;
  return isTable(lines, at) ? table : null;
}

function fence(out, lines, at) {
  const mark = lines[at].trim().slice(0, 3), first = at + 1;
  do at++; while (at < lines.length && !lines[at].trim().startsWith(mark));
  const code = add(out, "pre", "code");
  code.textContent = lines.slice(first, at).join("\n").slice(0, MOST_CHARS);
  return at + 1;
}

// The page's own headings are above them.
function heading(out, lines, at) {
  const line = lines[at].trim(), level = line.indexOf(" ");
  inline(add(out, `h${Math.min(6, level + 2)}`), line.slice(level).trim());
  return at + 1;
}

function quote(out, lines, at, depth) {
  const inner = [];
  for (; at < lines.length && lines[at].trimStart().startsWith(">"); at++) inner.push(lines[at].trimStart().slice(1));
  blocks(add(out, "blockquote"), inner, depth + 1);
  return at;
}

function isRule(line) {
  if (!/^[-*_ ]{3,}$/.test(line)) return false;
  const marks = line.replaceAll(" ", "");
  return marks.length >= 3 && marks === marks[0].repeat(marks.length);
}

function rule(out, lines, at) {
  add(out, "hr");
  return at + 1;
}

function marker(line) {
  const rest = line.trimStart(), mark = /^(?:[-*+]|\d{1,9}[.)])(?= |$)/.exec(rest)?.[0];
  if (!mark) return null;
  const text = rest.slice(mark.length).trim();
  return { indent: line.length - rest.length, isOrdered: mark.length > 1, start: parseInt(mark), text, inner: [] };
}

// Deeper levels than the second are shown as the second.
function list(out, lines, at) {
  const items = [], { indent, isOrdered } = marker(lines[at]);
  let last;
  for (; at < lines.length; at++) {
    const item = marker(lines[at]), make = maker(lines, at);
    if (!lines[at].trim()) {
      if (!/^ *(?:[-*+]|\d)/.test(lines[at + 1] ?? "") && !lines[at + 1]?.startsWith("  ")) break;
    } else if (make === list && last && item.indent >= indent + 2) {
      items.at(-1).inner.push((last = item));
    } else if (make === list && item.isOrdered === isOrdered) {
      items.push((last = item));
    } else if (make === null) {
      if (!lines[at - 1].trim() && !lines[at].startsWith("  ")) break;
      last.text += ` ${lines[at].trim()}`;
    } else break;
  }
  write(out, items);
  return at;
}

function write(out, items) {
  const box = add(out, items[0].isOrdered ? "ol" : "ul");
  if (items[0].isOrdered) box.start = items[0].start;
  for (const { text, inner } of items) {
    const item = add(box, "li");
    inline(item, text);
    if (inner.length) write(item, inner);
  }
}

function isTable(lines, at) {
  const next = lines[at + 1]?.trim() ?? "";
  if (!lines[at].includes("|") || !next.includes("-") || !/^[ |:-]+$/.test(next)) return false;
  return cells(lines[at]).length === cells(next).length;
}

function table(out, lines, at) {
  const box = add(out, "div", "table"), num = Math.min(MOST_COLUMNS, cells(lines[at]).length);
  box.parentNode.className = "wide";
  const side = (cell) => (!cell.endsWith(":") ? "" : cell.startsWith(":") ? "center" : "right");
  const sides = cells(lines[at + 1]).map(side);
  const row = (line, name) => {
    const all = cells(line), made = add(box, "tr");
    for (let i = 0; i < num; i++) {
      const cell = add(made, name);
      cell.style.textAlign = sides[i];
      inline(cell, all[i] ?? "");
    }
  };
  row(lines[at], "th");
  const first = (at += 2);
  for (; at < lines.length && lines[at].includes("|"); at++) if (at - first < MOST_ROWS) row(lines[at], "td");
  if (at - first > MOST_ROWS) add(out, "p").textContent = `${at - first - MOST_ROWS} more rows are left out.`;
  return at;
}

// A bar after a backslash is text.
function cells(line) {
  const made = [];
  let cell = "";
  for (const part of line.trim().replace(/^\|/, "").split("|")) {
    if (part.endsWith("\\")) {
      cell += `${part.slice(0, -1)}|`;
    } else {
      made.push((cell + part).trim());
      cell = "";
    }
  }
  if (cell) made.push(cell.trim());
  if (made.at(-1) === "") made.pop();
  return made;
}

function paragraph(out, lines, at) {
  const first = at;
  let text = "";
  for (; at < lines.length && lines[at].trim(); at++) {
    const make = at > first && maker(lines, at);
    if (make && !(make === list && marker(lines[at]).start > 1)) break; // a year at the beginning of a line is no list
    const isBroken = lines[at].endsWith("  ") || lines[at].endsWith("\\");
    text += lines[at].trim().replace(/\\$/, "") + (isBroken ? "\n" : " ");
  }
  inline(add(out, "p"), text.trim());
  return at;
}

// `names`: of elements, each in the one before it -> the last.
function add(out, ...names) {
  for (const name of names) out = out.appendChild(document.createElement(name));
  return out;
}

// Renders Markdown in Chromium with the page's own files. Input on stdin: {name: source}. Prints for each what became of
// it, as JSON, and whether anything ran or was asked for.
import { readFileSync } from "node:fs";
import { openFiles } from "./browser.mjs";
import { fail } from "./talk.mjs";

async function renderAll(sources) {
  const { render } = await import("./markdown.js");
  const made = {};
  for (const [name, source] of Object.entries(sources)) {
    const place = document.body.appendChild(document.createElement("div"));
    const began = performance.now();
    place.append(render(source));
    const ms = performance.now() - began;
    const all = [...place.querySelectorAll("*")];
    made[name] = {
      html: place.innerHTML.slice(0, 5000), text: place.textContent.slice(0, 5000), end: place.textContent.slice(-100),
      num_chars: place.textContent.length, ms,
      names: [...new Set(all.map((each) => each.localName))],
      attributes: [...new Set(all.flatMap((each) => each.getAttributeNames()))],
      links: all.filter((each) => each.localName === "a").map(({ href, rel, target }) => ({ href, rel, target })),
      pictures: all.filter((each) => each.localName === "img").map(({ src, alt }) => ({ start: src.slice(0, 30), alt })),
      num_rows: place.querySelectorAll("tr").length, num_cells: place.querySelectorAll("td, th").length,
    };
    for (const link of place.querySelectorAll("a")) link.addEventListener("click", (event) => event.preventDefault());
    for (const each of all.slice(0, 50)) each.click();
    place.remove();
  }
  return made;
}

try {
  const asked = [];
  const page = await openFiles();
  page.on("request", (request) => asked.push(request.url().slice(0, 100)));
  const made = await page.evaluate(renderAll, JSON.parse(readFileSync(0, "utf8")));
  await new Promise((done) => setTimeout(done, 300)); // for what would still run or be fetched
  const hasRun = await page.evaluate(() => "hacked" in window);
  process.stdout.write(JSON.stringify({ made, has_run: hasRun, asked }), () => process.exit(0));
} catch (error) {
  fail(error);
}

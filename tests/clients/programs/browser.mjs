// Chromium for tests of the page, and the page's files without a server: whatever else it asks for, a test plays.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { fail, log } from "./talk.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const WEB = join(dirname(fileURLToPath(import.meta.url)), "../../../microturn/web");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
export const DEVICE = "--use-fake-device-for-media-stream";
export const PHONE = { width: 375, height: 740 };

export function launch(flags) {
  return chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...flags] });
}

// The page's files on a free port; `others(request, body)` -> status of whatever is no file. -> the address
async function serve(others) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost"), name = pathname === "/" ? "index.html" : basename(pathname);
    const file = join(WEB, name), type = TYPES[extname(name)];
    if (type && existsSync(file)) return response.setHeader("Content-Type", type).end(readFileSync(file));
    let body = "";
    for await (const chunk of request) body += chunk;
    response.writeHead(others(request, body)).end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${server.address().port}`;
}

// `route`: takes each WebSocket of the page.
export async function openFiles({ path = "", flags = [], options = {}, others = () => 404, route = null } = {}) {
  const browser = await launch(flags);
  const page = await browser.newPage(options);
  page.on("console", (message) => log(message.text()));
  page.on("pageerror", fail);
  if (route) await page.routeWebSocket(/v1\/live/, route);
  await page.goto(`${await serve(others)}/${path}`);
  return page;
}

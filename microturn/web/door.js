// How a page is let in: its offer, its key, what it asks for, and why the server says no. Knows HTTP, not what is said.

export const WISHES = "ticks,delegations"; // of our own events
export const SESSION = {
  model: "microturn-nano",
  delegation: { type: "responses", responses: { model: "microturn-background" } }, // where the server has one
};
const CODES = { 401: "invalid_api_key", 403: "bad_origin", 429: "too_many_sessions", 503: "server_full" };

// Its message: a name of troubles.js.
export class Trouble extends Error {}

export function headers(key) {
  return { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) };
}

// An SDP offer -> the server's answer. Raises Trouble where no other way in helps, Error where one may.
export async function offer(sdp, key) {
  const body = JSON.stringify({ session: SESSION, transport: { type: "webrtc", sdp } });
  const answer = await fetch(`v1/live/sessions?microturn=${WISHES}`, { method: "POST", headers: headers(key), body })
    .catch(() => { throw new Trouble("no_server"); });
  if (CODES[answer.status]) throw new Trouble(CODES[answer.status]);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

// Browsers hide why a WebSocket was refused. An offer that nobody can answer asks the same question.
export async function whyNot(key) {
  const error = await offer("", key).catch((error) => error);
  return error instanceof Trouble ? error : new Trouble("no_way");
}

"use strict";

const $ = (id) => document.getElementById(id);
let token = null;

// What earlier answers have told goes where the examples need it.
const seen = { requestId: "…", statementVersion: "…", etag: '"1"' };
const reason = '{"reason": "We now buy directly.", "statementVersion": "{statementVersion}"}';
const presets = [
  ["Search customers (partner)", "GET", "/v1/customers?limit=5"],
  ["Check eligibility of cedar-works (partner)", "GET", "/v1/associations/cedar-works/eligibility"],
  ["See four blockers at once (partner)", "GET", "/v1/associations/lava-logistics/eligibility"],
  ["Submit a request (partner)", "POST", "/v1/associations/cedar-works/requests", reason, "Idempotency-Key: try-1"],
  ["My partners (customer)", "GET", "/v1/associations"],
  ["Requests that wait (both)", "GET", "/v1/records?kind=disassociation&status=pending"],
  ["Have a code sent (the other side)", "POST", "/v1/verification-codes",
    '{"operation": "agree", "counterpartyId": "aurora", "requestId": "{requestId}"}'],
  ["Settings (both)", "GET", "/v1/settings"],
  ["Read a request, with its ETag (the other side)", "GET", "/v1/associations/aurora/requests/{requestId}"],
  ["See the statement to agree to (the other side)", "GET", "/v1/associations/aurora/eligibility"],
  ["Agree (the other side)", "PUT", "/v1/associations/aurora/requests/{requestId}/decision",
    '{"decision": "agree", "statementVersion": "{statementVersion}", "verificationCode": "{code}"}', "If-Match: {etag}"],
  ["All records (both)", "GET", "/v1/records"],
  ["Grant two more (support desk)", "POST", "/v1/quota-grants",
    '{"party": "partner", "partyId": "aurora", "extra": 2, "ticketNumber": "SR-1", "reason": "A merger.", "endsAt": "2030-01-01T00:00:00Z"}',
    "Idempotency-Key: grant-1"],
  ["Grants that wait (support desk)", "GET", "/v1/quota-grants?status=awaiting-confirmation"],
  ["Does the system keep up? (support desk)", "GET", "/v1/operations/health"],
  ["Confirm a grant (the other operator)", "PUT", "/v1/quota-grants/…/confirmation", "", 'If-Match: "1"'],
];

async function json(url, options) {
  const answer = await fetch(url, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.message || answer.statusText);
  return body;
}

function send(method, url, body) {
  return json(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function become(person, button) {
  token = (await send("POST", "/local/token", person.claims)).access_token;
  document.querySelectorAll("#persons button").forEach((each) => each.setAttribute("aria-pressed", each === button));
  $("who").textContent = `You are ${person.claims.sub}, ${person.title}. The token is good for an hour.`;
}

async function showPersons() {
  for (const person of await json("/local/persons")) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    const title = document.createElement("strong");
    title.textContent = person.title;
    const claims = document.createElement("span");
    const { sub, party, party_id, role } = person.claims;
    claims.textContent = `${sub} · ${party} ${party_id} · ${role}`;
    button.append(title, claims);
    button.addEventListener("click", () => become(person, button));
    const item = document.createElement("li");
    item.append(button);
    $("persons").append(item);
  }
}

function showPresets() {
  presets.forEach(([title], index) => $("preset").add(new Option(title, index)));
  $("preset").addEventListener("change", async () => {
    const [, method, path, body = "", headers = ""] = presets[$("preset").value];
    const values = body.includes("{code}") ? { ...seen, code: await newestCode() } : seen;
    const filled = (text) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    $("method").value = method;
    $("path").value = filled(path);
    $("body").value = filled(body);
    $("headers").value = filled(headers);
  });
}

async function newestCode() {
  return (await json("/local/outbox")).items.find((message) => message.code)?.code ?? "…";
}

function remember(answer, etag) {
  const waiting = (answer.items || []).find((item) => item.kind === "disassociation");
  seen.requestId = answer.requestId && answer.submittedAt ? answer.requestId : waiting?.recordId ?? seen.requestId;
  seen.statementVersion = answer.statement?.version ?? seen.statementVersion;
  seen.etag = answer.submittedAt && etag ? etag : seen.etag;
}

async function call(event) {
  event.preventDefault();
  const headers = new Headers();
  if (token) headers.set("authorization", `Bearer ${token}`);
  const method = $("method").value;
  if (method !== "GET") headers.set("content-type", "application/json");
  $("answer").hidden = false;
  try {
    for (const line of $("headers").value.split("\n").filter((each) => each.includes(":"))) {
      const colon = line.indexOf(":");
      headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    }
    const started = performance.now();
    const body = method === "GET" ? undefined : $("body").value;
    const answer = await fetch($("path").value, { method, headers, body });
    const text = await answer.text();
    const time = Math.round(performance.now() - started);
    const etag = answer.headers.get("etag");
    $("status").textContent = `${answer.status} ${answer.statusText} · ${time} ms${etag ? ` · ETag ${etag}` : ""}`;
    try {
      const value = JSON.parse(text);
      $("output").textContent = JSON.stringify(value, null, 2);
      if (answer.ok) remember(value, etag);
    } catch {
      $("output").textContent = text;
    }
  } catch (error) {
    $("status").textContent = String(error);
    $("output").textContent = "";
  }
}

let ahead = null;

function tick() {
  if (ahead !== null) $("now").textContent = new Date(Date.now() + ahead).toISOString().replace(/\.\d+/, "");
}

function showClock({ now, frozen }) {
  ahead = frozen ? null : Date.parse(now) - Date.now();
  $("now").textContent = now.replace(/\.\d+/, "") + (frozen ? " (frozen)" : "");
  $("freeze").setAttribute("aria-pressed", frozen);
  $("freeze").textContent = frozen ? "Let it tick" : "Freeze";
}

async function moveClock(change) {
  try {
    const before = await json("/local/clock");
    showClock(await send("PUT", "/local/clock", change(before)));
    $("clock-message").textContent = "";
  } catch (error) {
    $("clock-message").textContent = error.message;
  }
}

function later({ now }, { days = 0, months = 0 }) {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() + Number(months));
  date.setUTCDate(date.getUTCDate() + Number(days));
  return { now: date.toISOString() };
}

showPersons();
showPresets();
$("call").addEventListener("submit", call);
json("/local/clock").then(showClock);
setInterval(tick, 1000);
document.querySelectorAll("[data-days], [data-months]").forEach((button) =>
  button.addEventListener("click", () => moveClock((before) => later(before, button.dataset))));
$("freeze").addEventListener("click", () => moveClock(({ frozen }) => ({ frozen: !frozen })));

"use strict";

const $ = (id) => document.getElementById(id);
let token = null;

const reason = '{"reason": "We now buy directly.", "statementVersion": "…"}';
const presets = [
  ["Search customers (partner)", "GET", "/v1/customers?limit=5"],
  ["Check eligibility of cedar-works (partner)", "GET", "/v1/associations/cedar-works/eligibility"],
  ["See four blockers at once (partner)", "GET", "/v1/associations/lava-logistics/eligibility"],
  ["Submit a request (partner)", "POST", "/v1/associations/cedar-works/requests", reason, "Idempotency-Key: try-1"],
  ["My partners (customer)", "GET", "/v1/associations"],
  ["Requests that wait (both)", "GET", "/v1/records?kind=disassociation&status=pending"],
  ["Have a code sent (the other side)", "POST", "/v1/verification-codes",
    '{"operation": "agree", "counterpartyId": "aurora", "requestId": "…"}'],
  ["Settings (both)", "GET", "/v1/settings"],
  ["Agree (the other side)", "PUT", "/v1/associations/aurora/requests/…/decision",
    '{"decision": "agree", "statementVersion": "…", "verificationCode": "…"}', 'If-Match: "1"'],
  ["All records (both)", "GET", "/v1/records"],
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
  $("preset").addEventListener("change", () => {
    const [, method, path, body = "", headers = ""] = presets[$("preset").value];
    $("method").value = method;
    $("path").value = path;
    $("body").value = body;
    $("headers").value = headers;
  });
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
      $("output").textContent = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      $("output").textContent = text;
    }
  } catch (error) {
    $("status").textContent = String(error);
    $("output").textContent = "";
  }
}

function showClock({ now, frozen }) {
  $("now").textContent = now + (frozen ? " (frozen)" : "");
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
document.querySelectorAll("[data-days], [data-months]").forEach((button) =>
  button.addEventListener("click", () => moveClock((before) => later(before, button.dataset))));
$("freeze").addEventListener("click", () => moveClock(({ frozen }) => ({ frozen: !frozen })));

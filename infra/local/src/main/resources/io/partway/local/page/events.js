"use strict";

const $ = (id) => document.getElementById(id);
const MOST = 500;
let items = [];

function entry({ event, deliveries }) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const { customerId, partnerId } = event.detail;
  const pair = customerId ? ` · ${customerId} and ${partnerId}` : "";
  const from = event.source === "partway" ? "" : ` · from ${event.source}`;
  const refused = deliveries.some((each) => !each.delivered) ? " · not taken in" : "";
  summary.textContent = `${event.time} · ${event["detail-type"]}${pair}${from}${refused}`;
  const body = document.createElement("pre");
  body.tabIndex = 0;
  body.textContent = JSON.stringify({ event, deliveries }, null, 2);
  details.append(summary, body);
  return details;
}

function show() {
  const source = $("source").value;
  const type = $("type").value;
  const text = $("text").value.trim();
  const shown = items.filter((each) =>
    (!source || each.event.source === source) && (!type || each.event["detail-type"] === type)
      && (!text || JSON.stringify(each).includes(text)));
  $("list").replaceChildren(...shown.slice(0, MOST).map(entry));
  const more = shown.length > MOST ? `, the newest ${MOST} are shown` : "";
  $("count").textContent = items.length ? `${shown.length} of ${items.length} events${more}` : "No events yet.";
}

function showTypes() {
  const chosen = $("type").value;
  const counts = new Map();
  for (const { event } of items) counts.set(event["detail-type"], (counts.get(event["detail-type"]) || 0) + 1);
  const options = [...counts].sort().map(([type, count]) => new Option(`${type} (${count})`, type));
  $("type").replaceChildren(new Option("all", ""), ...options);
  $("type").value = counts.has(chosen) ? chosen : "";
}

async function refresh() {
  try {
    items = (await (await fetch("/local/events")).json()).items;
    showTypes();
    show();
  } catch (error) {
    $("count").textContent = String(error);
  }
}

$("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
});
$("source").addEventListener("change", show);
$("type").addEventListener("change", show);
$("text").addEventListener("input", show);
refresh();

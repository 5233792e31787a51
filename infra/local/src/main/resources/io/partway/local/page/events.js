"use strict";

const $ = (id) => document.getElementById(id);
let items = [];

function entry({ event, deliveries }) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const { customerId, partnerId } = event.detail;
  const pair = customerId ? ` · ${customerId} and ${partnerId}` : "";
  summary.textContent = `${event.time} · ${event["detail-type"]}${pair}`;
  const body = document.createElement("pre");
  body.tabIndex = 0;
  body.textContent = JSON.stringify({ event, deliveries }, null, 2);
  details.append(summary, body);
  return details;
}

function show() {
  const source = $("source").value;
  const text = $("text").value.trim();
  const shown = items.filter((each) =>
    (!source || each.event.source === source) && (!text || JSON.stringify(each.event).includes(text)));
  $("list").replaceChildren(...shown.map(entry));
  $("count").textContent = `${shown.length} of ${items.length} events`;
}

async function refresh() {
  try {
    items = (await (await fetch("/local/events")).json()).items;
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
$("text").addEventListener("input", show);
refresh();

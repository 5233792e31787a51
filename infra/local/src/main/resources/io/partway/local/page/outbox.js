"use strict";

const $ = (id) => document.getElementById(id);
let items = [];

function entry(message) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const code = message.code ? ` · code ${message.code}` : "";
  const repeat = message.possibleRepeat ? " · possible repeat" : "";
  summary.textContent = `${message.sentAt} · ${message.channel} to ${message.to}${code}${repeat}`;
  const body = document.createElement("pre");
  body.tabIndex = 0;
  body.textContent = message.subject ? `${message.subject}\n\n${message.text}` : message.text;
  details.append(summary, body);
  return details;
}

function show() {
  const channel = $("channel").value;
  const text = $("text").value.trim();
  const shown = items.filter((each) =>
    (!channel || each.channel === channel) && (!text || JSON.stringify(each).includes(text)));
  $("list").replaceChildren(...shown.map(entry));
  $("count").textContent = items.length ? `${shown.length} of ${items.length} messages` : "No messages yet.";
}

async function refresh() {
  try {
    items = (await (await fetch("/local/outbox")).json()).items;
    show();
  } catch (error) {
    $("count").textContent = String(error);
  }
}

$("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
});
$("channel").addEventListener("change", show);
$("text").addEventListener("input", show);
refresh();

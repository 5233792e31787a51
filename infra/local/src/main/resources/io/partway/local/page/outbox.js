"use strict";

const $ = (id) => document.getElementById(id);
let items = [];

function part(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function entry(message) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const marks = [
    message.channel === "sms" ? "text message" : null,
    message.audience ? `for ${message.audience}` : null,
    message.code ? `code ${message.code}` : null,
    message.possibleRepeat ? "possible repeat" : null,
  ].filter(Boolean);
  summary.append(
    part("time", message.sentAt),
    part("strong", message.to),
    part("span", message.subject ?? message.text),
    part("small", marks.join(" · ")));
  const body = part("pre", message.subject ? `${message.subject}\n\n${message.text}` : message.text);
  body.tabIndex = 0;
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

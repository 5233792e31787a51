"use strict";

const $ = (id) => document.getElementById(id);
let items = [];

/** What lies there, and why. */
function title({ attributes, body }) {
  if (body.requestPayload) {
    return [body.requestPayload["detail-type"] ?? "event", body.responsePayload.errorMessage];
  }
  if (body.DDBStreamBatchInfo) {
    return [`${body.DDBStreamBatchInfo.batchSize} changes left untold`, ""];
  }
  const recipients = body.detail?.bounce?.bouncedRecipients ?? body.detail?.complaint?.complainedRecipients;
  const who = recipients ? recipients.map((each) => each.emailAddress).join(", ") : attributes.ERROR_MESSAGE;
  return [body["detail-type"] ?? "message", who ?? ""];
}

function action(letter, name, label, done) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = label;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const answer = await fetch("/local/dead-letters", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: letter.id, action: name }),
    });
    const said = answer.ok ? done : (await answer.json()).message;
    await refresh();
    $("count").textContent = `${said} ${$("count").textContent}`;
  });
  return button;
}

function entry(letter) {
  const [what, why] = title(letter);
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const time = document.createElement("time");
  time.textContent = letter.at;
  const strong = document.createElement("strong");
  strong.textContent = what;
  const rest = document.createElement("span");
  rest.textContent = why ? `${letter.queue} · ${why}` : letter.queue;
  summary.append(time, strong, rest);
  const body = document.createElement("pre");
  body.tabIndex = 0;
  body.textContent = JSON.stringify(letter.body, null, 2);
  const buttons = document.createElement("p");
  buttons.className = "line";
  buttons.append(
    action(letter, "send-again", "Send again", "Taken."),
    action(letter, "delete", "Delete", "Deleted."));
  details.append(summary, body, buttons);
  return details;
}

function show() {
  const queue = $("queue").value;
  const shown = items.filter((each) => !queue || each.queue === queue);
  $("list").replaceChildren(...shown.map(entry));
  $("count").textContent = `${shown.length} of ${items.length} messages.`;
}

function showQueues() {
  const known = new Set([...$("queue").options].map((each) => each.value));
  for (const { queue } of items) {
    if (!known.has(queue)) $("queue").add(new Option(queue, queue));
    known.add(queue);
  }
}

async function refresh() {
  try {
    items = (await (await fetch("/local/dead-letters")).json()).items;
    showQueues();
    show();
  } catch (error) {
    $("count").textContent = String(error);
  }
}

$("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
});
$("queue").addEventListener("change", show);
refresh();

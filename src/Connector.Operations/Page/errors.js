import { ago, api, ask, el, payload, say, show } from "./dom.js";

const place = id => document.getElementById(id);
const kinds = ["Transient", "RateLimited", "Conflict", "Rejected", "Unmappable", "AddressInvalid", "CancelledAfterShipment", "OverShipment", "Unauthorized", "Unknown"];
const selected = new Set();
let errors = [];
let refresh;

/** Wires the panel's buttons and filter; afterChange reloads everything. */
export function startErrors(afterChange) {
  refresh = afterChange;
  const filter = place("filter");
  filter.elements.kind.append(...kinds.map(k => el("option", { value: k }, k)));
  let typing;
  filter.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(loadErrors, 250); });
  filter.addEventListener("reset", () => setTimeout(loadErrors));
  filter.addEventListener("submit", event => { event.preventDefault(); loadErrors(); });
  place("replay-selected").addEventListener("click", () => replay([...selected]));
  place("discard-selected").addEventListener("click", () => discard([...selected]));
  place("replay-all").addEventListener("click", replayAll);
}

let latest = 0;
export async function loadErrors() {
  const mine = ++latest;
  const query = new URLSearchParams({ take: "200" });
  for (const [name, value] of new FormData(place("filter"))) if (value.trim()) query.set(name, value.trim());
  let list;
  try {
    list = await api(`/api/errors?${query}`);
  } catch (failure) {
    if (mine === latest) say(failure.message, true);
    return;
  }
  if (mine !== latest) return;
  errors = list.errors;
  for (const id of selected) if (!errors.some(e => e.id === id)) selected.delete(id);
  show(place("error-table"), list, () => errors.length === 0 ? el("p", { class: "none" }, query.size > 1 ? "Nothing matches the filter." : "Nothing waits for a person.")
    : [grid(), list.more ? el("p", { class: "small" }, `The oldest ${errors.length} are shown.`) : null].filter(Boolean));
  mark();
}

function grid() {
  const all = el("input", { type: "checkbox", id: "select-all", "aria-label": "Select all shown", onchange: event => {
    for (const e of errors) event.target.checked ? selected.add(e.id) : selected.delete(e.id);
    mark();
  } });
  const heads = [all, "Kind", "Order", "Since", "What happened", ""];
  return el("table", { class: "errors" }, el("caption", { class: "hidden" }, "Messages in the error queue"),
    el("thead", {}, el("tr", {}, heads.map(h => el("th", { scope: "col" }, h === "" ? el("span", { class: "hidden" }, "Actions") : h)))),
    el("tbody", {}, errors.map(row)));
}

function row(error) {
  const name = error.orderNumber ?? error.orderId ?? "no order";
  const box = el("input", { type: "checkbox", id: `select-${error.id}`, "data-id": error.id, "aria-label": `Select ${name}`, onchange: event => {
    event.target.checked ? selected.add(error.id) : selected.delete(error.id);
    mark();
  } });
  const search = error.orderNumber ?? error.orderId;
  return el("tr", {},
    el("td", {}, box),
    el("td", {}, el("span", { class: `badge ${error.kind}` }, error.kind), el("code", { class: "block" }, error.code)),
    el("td", { class: "order" }, search ? el("a", { href: `#order=${encodeURIComponent(search)}` }, name) : name, el("span", { class: "small block" }, error.messageType)),
    el("td", {}, ago(error.firstFailedAt)),
    el("td", { class: "text" }, error.description),
    el("td", { class: "row-actions" },
      el("button", { id: `replay-${error.id}`, "aria-label": `Replay ${name}`, onclick: () => replay([error.id]) }, "Replay"),
      el("button", { id: `show-${error.id}`, class: "quiet", "aria-label": `Show the message of ${name}`, onclick: () => details(error.id) }, "Message"),
      el("button", { id: `discard-${error.id}`, class: "quiet danger", "aria-label": `Discard ${name}`, onclick: () => discard([error.id]) }, "Discard")));
}

function mark() {
  for (const box of place("error-table").querySelectorAll("input[data-id]")) {
    box.checked = selected.has(box.dataset.id);
    box.closest("tr").classList.toggle("selected", box.checked);
  }
  const all = place("select-all");
  if (all) {
    all.checked = errors.length > 0 && selected.size === errors.length;
    all.indeterminate = selected.size > 0 && selected.size < errors.length;
  }
  const suffix = selected.size > 0 ? ` (${selected.size})` : "";
  for (const [id, word] of [["replay-selected", "Replay selected"], ["discard-selected", "Discard selected"]]) {
    place(id).disabled = selected.size === 0;
    place(id).textContent = word + suffix;
  }
  place("replay-all").disabled = errors.length === 0;
}

const count = n => n === 1 ? "1 message" : `${n} messages`;

async function change(path, body, word) {
  try {
    say(`${count((await api(path, { body })).count)} ${word}.`);
    selected.clear();
  } catch (failure) {
    say(failure.message, true);
  }
  await refresh();
}

const replay = ids => change("/api/errors/replay", { ids }, "replayed");

async function replayAll() {
  if (await ask("Replay the whole error queue?", el("p", {}, "Also what the filter hides. It does no harm: each message reads the truth again."), "Replay all"))
    await change("/api/errors/replay", { all: true }, "replayed");
}

async function discard(ids) {
  const text = "The connector will not try this work again until the order changes. The order's trace keeps a note.";
  if (await ask(`Discard ${count(ids.length)} for good?`, el("p", {}, text), "Discard")) await change("/api/errors/discard", { ids }, "discarded");
}

async function details(id) {
  try {
    const { error, body } = await api(`/api/errors/${encodeURIComponent(id)}`);
    const facts = [["Queue", error.queue], ["Type", error.messageType], ["Order id", error.orderId], ["Correlation", error.correlationId], ["Deliveries", error.deliveryCount],
      ["First failed", ago(error.firstFailedAt)], ["Given up", ago(error.deadAt)]];
    await ask(`${error.kind}: ${error.code}`, [el("p", {}, error.description),
      el("dl", {}, facts.filter(([, value]) => value !== null).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value instanceof Node ? value : String(value))))),
      ...payload(body, "Message")]);
  } catch (failure) {
    say(failure.message, true);
  }
}

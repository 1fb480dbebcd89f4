import { ago, api, ask, el, payload, say, show } from "./dom.js";
import { reasons } from "./words.js";

const place = id => document.getElementById(id);
const selected = new Set();
let errors = [];
let refresh;

/** Wires the panel's buttons and filter; afterChange reloads everything. */
export function startErrors(afterChange) {
  refresh = afterChange;
  const filter = place("filter");
  filter.elements.kind.append(...Object.entries(reasons).map(([kind, words]) => el("option", { value: kind }, words)));
  let typing;
  filter.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(loadErrors, 250); });
  filter.addEventListener("reset", () => setTimeout(loadErrors));
  filter.addEventListener("submit", event => { event.preventDefault(); loadErrors(); });
  place("retry-selected").addEventListener("click", () => retry([...selected]));
  place("dismiss-selected").addEventListener("click", () => dismiss([...selected]));
  place("retry-all").addEventListener("click", retryAll);
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
  show(place("error-table"), list, () => errors.length === 0 ? el("p", { class: "none" }, query.size > 1 ? "No error matches the filter." : "Nothing needs attention.")
    : [grid(), list.more ? el("p", { class: "small" }, `The oldest ${errors.length} are shown.`) : null].filter(Boolean));
  mark();
}

function grid() {
  const all = el("input", { type: "checkbox", id: "select-all", "aria-label": "Select all shown", onchange: event => {
    for (const e of errors) event.target.checked ? selected.add(e.id) : selected.delete(e.id);
    mark();
  } });
  const heads = [all, "Reason", "Order", "Since", "What happened", ""];
  return el("table", { class: "errors" }, el("caption", { class: "hidden" }, "Errors that need attention"),
    el("thead", {}, el("tr", {}, heads.map(h => el("th", { scope: "col" }, h === "" ? el("span", { class: "hidden" }, "Actions") : h)))),
    el("tbody", {}, errors.map(row)));
}

function row(error) {
  const name = error.orderNumber ?? error.orderId ?? "No order";
  const box = el("input", { type: "checkbox", id: `select-${error.id}`, "data-id": error.id, "aria-label": `Select ${name}`, onchange: event => {
    event.target.checked ? selected.add(error.id) : selected.delete(error.id);
    mark();
  } });
  const search = error.orderNumber ?? error.orderId;
  return el("tr", {},
    el("td", {}, box),
    el("td", {}, el("span", { class: `badge ${error.kind}` }, error.reason), el("code", { class: "block" }, error.code)),
    el("td", { class: "order" }, search ? el("a", { href: `#order=${encodeURIComponent(search)}` }, name) : name, el("span", { class: "small block" }, error.work)),
    el("td", {}, ago(error.firstFailedAt)),
    el("td", { class: "text" }, error.description),
    el("td", { class: "row-actions" },
      el("button", { id: `retry-${error.id}`, "aria-label": `Retry ${name}`, onclick: () => retry([error.id]) }, "Retry"),
      el("button", { id: `show-${error.id}`, class: "quiet", "aria-label": `Show the details of ${name}`, onclick: () => details(error.id) }, "Details"),
      el("button", { id: `dismiss-${error.id}`, class: "quiet danger", "aria-label": `Dismiss ${name}`, onclick: () => dismiss([error.id]) }, "Dismiss")));
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
  for (const [id, word] of [["retry-selected", "Retry selected"], ["dismiss-selected", "Dismiss selected"]]) {
    place(id).disabled = selected.size === 0;
    place(id).textContent = word + suffix;
  }
  place("retry-all").disabled = errors.length === 0;
}

const count = n => n === 1 ? "1 error" : `${n} errors`;

async function change(path, body, word) {
  try {
    say(`${word} ${count((await api(path, { body })).count)}.`);
    selected.clear();
  } catch (failure) {
    say(failure.message, true);
  }
  await refresh();
}

const retry = ids => change("/api/errors/retry", { ids }, "Retried");

async function retryAll() {
  if (await ask("Retry all errors?", el("p", {}, "Errors that the filter hides are retried too. Each order is read again before anything is sent."), "Retry all"))
    await change("/api/errors/retry", { all: true }, "Retried");
}

async function dismiss(ids) {
  const text = "The connector does not try this again until the order changes. The history of the order keeps a note.";
  if (await ask(`Dismiss ${count(ids.length)} permanently?`, el("p", {}, text), "Dismiss")) await change("/api/errors/dismiss", { ids }, "Dismissed");
}

async function details(id) {
  try {
    const { error, body } = await api(`/api/errors/${encodeURIComponent(id)}`);
    const facts = [["Code", error.code], ["Queue", error.queue], ["Message type", error.messageType], ["Order ID", error.orderId], ["Correlation ID", error.correlationId], ["Attempts", error.attempts],
      ["First failed", ago(error.firstFailedAt)], ["Moved to errors", ago(error.movedToErrorsAt)]];
    await ask(error.reason, [el("p", {}, error.description),
      el("dl", {}, facts.filter(([, value]) => value !== null).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value instanceof Node ? value : String(value))))),
      ...payload(body, "Message")]);
  } catch (failure) {
    say(failure.message, true);
  }
}

import { ago, api, ask, cells, el, say, show, table } from "./dom.js";
import { keyHeader } from "./key.js";
import { labelStates } from "./words.js";

const place = id => document.getElementById(id);
const shownStates = ["Proposed", "VoidProposed", "Refused", "Unknown"];
let refresh;
let mode = "Off";

/** Wires the panel's buttons and filter; afterChange reloads everything. */
export function startLabels(afterChange) {
  refresh = afterChange;
  const filter = place("label-filter");
  filter.elements.state.append(...Object.entries(labelStates).map(([state, words]) => el("option", { value: state }, words)));
  let typing;
  filter.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(loadLabels, 250); });
  filter.addEventListener("reset", () => setTimeout(loadLabels));
  filter.addEventListener("submit", event => { event.preventDefault(); loadLabels(); });
  place("approve-all").addEventListener("click", approveAll);
  place("pause-labels").addEventListener("click", pause);
  place("print-labels").addEventListener("click", printAll);
  const name = place("decided-by");
  name.value = sessionStorage.getItem("connector-name") ?? "";
  name.addEventListener("change", () => sessionStorage.setItem("connector-name", name.value.trim()));
}

const by = () => place("decided-by").value.trim() || null;

/** The filter's parts that are set: state, location, account, batch. */
function chosen() {
  const parts = {};
  for (const [name, value] of new FormData(place("label-filter"))) if (value.trim()) parts[name] = value.trim();
  return parts;
}

let latest = 0;
export async function loadLabels() {
  const mine = ++latest;
  const spending = await api("/api/labels/spending");
  mode = spending.mode;
  place("label-mode").textContent = { Off: "switched off", Propose: "proposed", Buy: "bought automatically" }[mode] ?? mode;
  const list = await api(`/api/labels?${new URLSearchParams({ take: "100", ...chosen() })}`);
  if (mine !== latest) return;
  // Switched off, what was bought before can be printed and voided still.
  const isOff = mode === "Off";
  const isEmpty = isOff && !Object.values(list.counts).some(n => n > 0);
  place("labels-section").classList.toggle("off", isEmpty);
  if (isEmpty) return;
  place("spending-card").hidden = isOff;
  if (!isOff) drawCaps(spending);
  show(place("spent-days"), spending.days, () => spending.days.length === 0 ? []
    : el("details", {}, el("summary", {}, "The last seven days"), table("Spent in the last seven days", ["Day", "Account", "Labels", "Spent"], spending.days.map(d => cells(d.day, d.account, String(d.labels), money(d.amount, d.currency))))));
  const counts = Object.entries(list.counts).filter(([, n]) => n > 0);
  show(place("label-counts"), counts, () => counts.map(([state, n]) => el("span", { class: `badge ${shownStates.includes(state) ? "bad" : ""}` }, `${labelStates[state] ?? state} ${n}`)));
  place("approve-all").disabled = isOff || !(list.counts.Proposed > 0);
  place("pause-labels").disabled = isOff;
  show(place("label-table"), [mode, list], () => list.labels.length === 0 ? el("p", { class: "none" }, Object.keys(chosen()).length > 0 ? "No label matches the filter." : "No labels yet.")
    : [table("Labels", ["Order", "State", "Service", "Price", "Changed", ""], list.labels.map(row)), list.more ? el("p", { class: "small" }, "The newest 100 are shown; use the filter to see others.") : null].filter(Boolean));
}

const money = (amount, currency) => amount === null ? "–" : `${amount.toFixed(2)} ${currency ?? ""}`.trim();
const words = { approve: "Approve", dismiss: "Dismiss", void: "Void", release: "Release", another: "New label" };

function row(label) {
  const price = label.cost ?? label.price;
  const button = action => el("button", { id: `${action}-${label.id}`, class: action === "approve" ? null : action === "void" || action === "dismiss" ? "quiet danger" : "quiet",
    "aria-label": `${words[action] ?? action} the label of ${label.orderNumber}`, onclick: () => decide(action, label) }, words[action] ?? action);
  return cells(
    el("a", { class: "order", href: `#order=${encodeURIComponent(label.orderNumber)}` }, label.orderNumber),
    [el("span", { class: `badge ${shownStates.includes(label.state) ? "bad" : ""}` }, label.status), label.reason ? el("span", { class: "small block" }, label.reason) : null],
    [[label.carrierCode, label.serviceCode].filter(Boolean).join(", ") || "–", label.location ? el("span", { class: "small block" }, label.location) : null, label.batchId ? batch(label) : null],
    [money(price, label.currency), label.charged === null ? null : el("span", { class: "small block" }, `customer paid ${money(label.charged, label.currency)}`)],
    [ago(label.updatedAt), label.decidedBy ? el("span", { class: "small block" }, `by ${label.decidedBy}`) : null],
    el("div", { class: "row-actions" },
      // A proposal has its two buttons first; rarer actions follow.
      label.actions.filter(isPossible(label)).map(button),
      label.hasDocument ? el("button", { id: `document-${label.id}`, class: "quiet", "aria-label": `Download the label of ${label.orderNumber}`, onclick: () => download(`/api/labels/document?id=${encodeURIComponent(label.id)}`) }, "Document") : null));
}

/** Switched off, nothing is bought; a void can be approved. */
const isPossible = label => action => mode !== "Off" || action === "void" || action === "dismiss" || action === "approve" && label.state === "VoidProposed";

/** Shows the labels that were bought together. */
const batch = label => el("button", { id: `batch-${label.id}`, class: "quiet batch block", "aria-label": `Show the labels of ${label.batchId}`, onclick: () => {
  place("label-filter").elements.batch.value = label.batchId;
  loadLabels();
} }, label.batchId);

async function decide(action, label) {
  // Approving is one click: it spends what the row says. What cannot be taken back is asked for.
  if (action === "void" && !await ask(`Void the label of ${label.orderNumber}?`, el("p", {}, "The carrier gives the money back later, if it accepts the void. Nothing is bought for this order again by itself."), "Void")) return;
  if (action === "release" && !await ask(`Release ${label.orderNumber}?`, el("p", {}, "Look in ShipStation first: release only if there is no label for this order. Another one may be bought."), "Release")) return;
  await change(`/api/labels/${action}`, { ids: [label.id] }, words[action] ?? action);
}

async function approveAll() {
  const { state, ...filter } = chosen();
  const which = Object.values(filter).length > 0 ? "All proposals that match the filter are approved." : "All proposals are approved.";
  if (await ask("Approve all proposals?", el("p", {}, `${which} They are bought at the price that was seen, within the caps.`), "Approve all")) await change("/api/labels/approve", { all: true, ...filter }, "Approve");
}

async function change(path, body, word) {
  try {
    const { count } = await api(path, { body: { ...body, by: by() } });
    say(count === 0 ? "Nothing was changed: something else happened to the label meanwhile." : `${word}: ${count === 1 ? "1 label" : `${count} labels`}.`, count === 0);
  } catch (failure) {
    say(failure.message, true);
  }
  await refresh();
}

async function pause() {
  if (!await ask("Stop buying labels?", el("p", {}, "No purchase and no void begins until somebody resumes. Orders are sent and updated as usual."), "Stop")) return;
  try {
    await api("/api/labels/pause", { body: { by: by() } });
    say("Buying labels is paused.");
  } catch (failure) {
    say(failure.message, true);
  }
  await refresh();
}

/** Labels of the chosen batch, or of the last 24 hours. */
function printAll() {
  const { batch, location } = chosen();
  const query = new URLSearchParams(batch ? { batch } : { from: new Date(Date.now() - 86400000).toISOString() });
  if (location) query.set("location", location);
  return download(`/api/labels/documents?${query}`);
}

/** With the key in a header, never in an address. */
async function download(path) {
  try {
    const response = await fetch(path, { cache: "no-store", headers: keyHeader() });
    if (!response.ok) {
      const problem = (response.headers.get("Content-Type") ?? "").includes("json") ? await response.json() : null;
      say(problem?.title ?? `The request failed with status ${response.status}.`, true);
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    const link = el("a", { href: address, download: fileName(response.headers.get("Content-Disposition")) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  } catch {
    say("The connector cannot be reached.", true);
  }
}

const fileName = disposition => /filename="?([\w.-]+)/.exec(disposition ?? "")?.[1] ?? "label";

/** Bars of what is spent against each cap. */
function drawCaps(spending) {
  const lines = spending.caps.flatMap(cap => [
    cap.money === null ? null : { text: `${capName(cap)}: ${money(cap.spent, cap.currency)} of ${money(cap.money, cap.currency)}`, part: cap.money > 0 ? cap.spent / cap.money : 1 },
    cap.mostLabels === null ? null : { text: `${capName(cap)}: ${cap.labels} of ${cap.mostLabels} labels`, part: cap.mostLabels > 0 ? cap.labels / cap.mostLabels : 1 }
  ].filter(Boolean));
  place("no-caps").hidden = lines.length > 0;
  show(place("spending"), lines, () => lines.map(line => [
    el("p", {}, line.text),
    el("meter", { min: 0, max: 1, high: 0.9, optimum: 0, value: Math.min(1, Math.max(0, line.part)), "aria-label": line.text })
  ]));
}

const capName = cap => `${cap.per === "Hour" ? "This hour" : "Today"}, ${cap.account}${cap.location ? `, ${cap.location}` : ""}`;

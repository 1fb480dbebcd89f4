import { ago, api, cells, el, exact, payload, say, show, table } from "./dom.js";
import { statuses } from "./words.js";

const section = () => document.getElementById("trace");
let words = "";
let drawn = { order: "", first: "", count: 0 };

/** The order that is shown; empty when none is. */
export const tracedWords = () => words;

export function closeTrace() {
  words = "";
  drawn = { order: "", first: "", count: 0 };
  section().hidden = true;
  section().replaceChildren();
}

/** Shows the history of an order, or updates the one shown. */
export async function showTrace(wanted, isNew) {
  words = wanted;
  let trace;
  try {
    trace = await api(`/api/orders/${encodeURIComponent(wanted)}/trace`);
  } catch (failure) {
    if (wanted !== words) return;
    if (isNew) closeTrace();
    say(failure.status === 404 ? `No order found for “${wanted}”. Check the number, or look in commercetools.` : failure.message, true);
    return;
  }
  if (wanted !== words) return;
  if (drawn.order !== trace.orderId || section().hidden) frame(trace);
  document.getElementById("message").hidden ||= isNew;
  facts(trace);
  showHistory(trace);
  if (isNew) document.getElementById("trace-title").focus();
}

function frame(trace) {
  drawn = { order: trace.orderId, first: "", count: 0 };
  section().hidden = false;
  section().replaceChildren(
    el("div", { class: "heading" }, el("h2", { id: "trace-title", tabindex: -1 }, `Order ${trace.orderNumber ?? trace.orderId}`),
      el("div", { class: "actions" },
        el("label", { class: "check" }, el("input", { type: "checkbox", id: "show-calls", checked: true,
          onchange: event => document.getElementById("timeline").classList.toggle("no-calls", !event.target.checked) }), " Show API calls"),
        el("button", { class: "quiet", onclick: () => { location.hash = ""; } }, "Close"))),
    el("p", { class: "small" }, `ID ${trace.orderId}, found by ${spaced(trace.foundBy)}`),
    el("div", { id: "trace-facts" }),
    el("h3", {}, "History"),
    el("p", { id: "left-out", class: "small", hidden: true }),
    el("ol", { id: "timeline", class: "timeline" }));
}

const spaced = word => word.replace(/(?<=[a-z])([A-Z])/g, " $1").toLowerCase();

function facts(trace) {
  show(document.getElementById("trace-facts"), [trace.parts, trace.shipments, trace.errors, trace.labels], () => [
    trace.parts.length === 0 ? el("p", { class: "none" }, "Not sent to ShipStation yet.") : el("div", { class: "scroll" },
      table("Parts", ["Part", "ShipStation order", "Number", "Account", "Status", "Version", "Changed"], trace.parts.map(r => cells(
        r.part || "Whole order", r.shippingOrderId === null ? "–" : String(r.shippingOrderId), r.shippingNumber || "–", r.account || "–",
        [el("span", { class: `badge ${r.status}` }, statuses[r.status.toLowerCase()] ?? r.status), r.failureCode ? el("code", {}, " ", r.failureCode) : null, r.reservedUntil && r.status !== "Reserved" ? " Sending" : null],
        String(r.orderVersion), ago(r.updatedAt))))),
    trace.shipments.length === 0 ? null : el("div", { class: "scroll" },
      table("Shipments", ["Shipment", "Tracking", "Carrier", "Items", "Label created", "Shown in shop"], trace.shipments.map(s => cells(
        [s.key, s.isReturn ? el("span", { class: "badge" }, "return") : null, s.voided ? el("span", { class: "badge bad" }, "voided") : null],
        s.trackingNumber ?? "–", [s.carrierCode, s.serviceCode].filter(Boolean).join(", ") || "–",
        s.items === null ? "not stated" : s.items.map(i => `${i.quantity} × ${i.sku ?? i.lineItemKey ?? "?"}`).join(", "), ago(s.createdAt),
        s.recordedState === null ? "not yet" : [s.shownInShop, " ", ago(s.recordedAt)])))),
    ...trace.labels.map(label),
    ...trace.errors.map(e => el("p", { class: "note bad" }, el("b", {}, `Needs attention: ${e.reason}. `), e.description, el("code", {}, " ", e.code)))
  ].filter(Boolean));
}

/** How a label was chosen, and what became of it. */
function label({ label: known, history }) {
  return el("details", { open: true }, el("summary", {}, `Label: ${known.status}`),
    el("ul", { class: "history" },
      history.rule ? el("li", {}, `Rule: ${history.rule}`) : null,
      history.choice ? el("li", {}, `Choice: ${history.choice}`) : null,
      history.offers.map(offer => el("li", {}, `Offer: ${offer}`)),
      history.events.map(e => el("li", {}, exact(e.at), ` ${e.text}`))));
}

/** The history only grows: new items are added at its end, so that opened API calls stay open. */
function showHistory(trace) {
  const list = document.getElementById("timeline");
  const first = trace.timeline[0]?.at ?? "";
  if (drawn.first !== first || trace.timeline.length < drawn.count) {
    list.replaceChildren();
    drawn.count = 0;
  }
  list.append(...trace.timeline.slice(drawn.count).map(item));
  drawn = { order: trace.orderId, first, count: trace.timeline.length };
  const leftOut = document.getElementById("left-out");
  leftOut.hidden = trace.timelineLeftOut === 0;
  leftOut.textContent = `${trace.timelineLeftOut} older items are not shown.`;
}

/** The kinds of a history entry: an icon, and its meaning for the title and for screen readers. */
const icons = { run: ["⟳", "Run"], decision: ["→", "Decision"], outcome: ["✓", "Result"], alert: ["⚠", "Alert"], call: ["⇄", "API call"] };

function item(entry) {
  const [icon, word] = icons[entry.kind] ?? ["•", entry.kind];
  const head = [exact(entry.at), el("span", { class: `badge ${entry.kind}`, title: word }, el("span", { "aria-hidden": "true" }, icon), el("span", { class: "hidden" }, word))];
  const code = entry.code ? el("code", {}, entry.code) : null;
  if (!entry.call) return el("li", { class: entry.kind }, ...head, el("span", { class: "text" }, entry.text), code);
  const x = entry.call;
  const failed = x.status === 0 || x.status >= 400;
  return el("li", { class: "call" }, el("details", {},
    el("summary", {}, ...head, el("b", { class: failed ? "bad" : "good" }, x.status === 0 ? "No response" : String(x.status)),
      el("span", { class: "text" }, `${x.vendor} ${x.method} ${x.path}`), code,
      el("span", { class: "small" }, `${Math.round(x.durationMs)} ms${x.attempt > 1 ? `, attempt ${x.attempt}` : ""}${x.orders > 1 ? `, batch of ${x.orders}` : ""}`)),
    payload(x.requestBody, "Request") ?? el("p", { class: "small" }, "The request had no body."),
    payload(x.responseBody, "Response") ?? el("p", { class: "small" }, "The response had no body.")));
}

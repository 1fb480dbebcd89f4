import { ago, api, cells, el, exact, payload, say, show, table } from "./dom.js";

const section = () => document.getElementById("trace");
let words = "";
let told = { order: "", first: "", count: 0 };

/** The order that is shown; empty when none is. */
export const tracedWords = () => words;

export function closeTrace() {
  words = "";
  told = { order: "", first: "", count: 0 };
  section().hidden = true;
  section().replaceChildren();
}

/** Shows the story of an order, or brings the one shown up to date. */
export async function showTrace(wanted, isNew) {
  words = wanted;
  let trace;
  try {
    trace = await api(`/api/orders/${encodeURIComponent(wanted)}/trace`);
  } catch (failure) {
    if (wanted !== words) return;
    if (isNew) closeTrace();
    say(failure.status === 404 ? `Nothing is known about “${wanted}”.` : failure.message, true);
    return;
  }
  if (wanted !== words) return;
  if (told.order !== trace.orderId || section().hidden) frame(trace);
  document.getElementById("message").hidden ||= isNew;
  facts(trace);
  tell(trace);
  if (isNew) document.getElementById("trace-title").focus();
}

function frame(trace) {
  told = { order: trace.orderId, first: "", count: 0 };
  section().hidden = false;
  section().replaceChildren(
    el("div", { class: "heading" }, el("h2", { id: "trace-title", tabindex: -1 }, `Order ${trace.orderNumber ?? trace.orderId}`),
      el("div", { class: "actions" },
        el("label", { class: "check" }, el("input", { type: "checkbox", id: "show-exchanges", checked: true,
          onchange: event => document.getElementById("timeline").classList.toggle("no-exchanges", !event.target.checked) }), " Show requests"),
        el("button", { class: "quiet", onclick: () => { location.hash = ""; } }, "Close"))),
    el("p", { class: "small" }, `id ${trace.orderId}, found by ${spaced(trace.foundBy)}`),
    el("div", { id: "trace-facts" }),
    el("h3", {}, "Story"),
    el("p", { id: "left-out", class: "small", hidden: true }),
    el("ol", { id: "timeline", class: "timeline" }));
}

const spaced = word => word.replace(/(?<=[a-z])([A-Z])/g, " $1").toLowerCase();

function facts(trace) {
  show(document.getElementById("trace-facts"), [trace.rows, trace.shipments, trace.deadLetters], () => [
    trace.rows.length === 0 ? el("p", { class: "none" }, "Never sent to ShipStation.") : el("div", { class: "scroll" },
      table("Shipping orders", ["Group", "ShipStation order", "Number", "Account", "Status", "Version", "Changed"], trace.rows.map(r => cells(
        r.groupKey || "whole order", r.shippingOrderId === null ? "–" : String(r.shippingOrderId), r.shippingNumber || "–", r.account || "–",
        [el("span", { class: `badge ${r.status}` }, r.status), r.failureCode ? el("code", {}, " ", r.failureCode) : null, r.reservedUntil ? " call under way" : null],
        String(r.orderVersion), ago(r.updatedAt))))),
    trace.shipments.length === 0 ? null : el("div", { class: "scroll" },
      table("Shipments", ["Shipment", "Tracking", "Carrier", "Items", "Made", "On the order"], trace.shipments.map(s => cells(
        [s.key, s.isReturn ? el("span", { class: "badge" }, "return") : null, s.voided ? el("span", { class: "badge bad" }, "voided") : null],
        s.trackingNumber ?? "–", [s.carrierCode, s.serviceCode].filter(Boolean).join(", ") || "–",
        s.items === null ? "not told" : s.items.map(i => `${i.quantity} × ${i.sku ?? i.lineItemKey ?? "?"}`).join(", "), ago(s.createdAt),
        s.recordedState === null ? "not yet" : [s.recordedState, " ", ago(s.recordedAt)])))),
    ...trace.deadLetters.map(e => el("p", { class: "notice bad" }, el("b", {}, `In the error queue: ${e.kind}, ${e.code}. `), e.description))
  ].filter(Boolean));
}

/** The story only grows: what is new is added at its end, so that opened requests stay open. */
function tell(trace) {
  const list = document.getElementById("timeline");
  const first = trace.timeline[0]?.at ?? "";
  if (told.first !== first || trace.timeline.length < told.count) {
    list.replaceChildren();
    told.count = 0;
  }
  list.append(...trace.timeline.slice(told.count).map(item));
  told = { order: trace.orderId, first, count: trace.timeline.length };
  const leftOut = document.getElementById("left-out");
  leftOut.hidden = trace.timelineLeftOut === 0;
  leftOut.textContent = `${trace.timelineLeftOut} older items are not shown.`;
}

function item(entry) {
  const head = [exact(entry.at), el("span", { class: `badge ${entry.kind}` }, entry.kind)];
  const code = entry.code ? el("code", {}, entry.code) : null;
  if (!entry.exchange) return el("li", { class: entry.kind }, ...head, el("span", { class: "text" }, entry.text), code);
  const x = entry.exchange;
  const failed = x.status === 0 || x.status >= 400;
  return el("li", { class: "exchange" }, el("details", {},
    el("summary", {}, ...head, el("b", { class: failed ? "bad" : "good" }, x.status === 0 ? "no answer" : String(x.status)),
      el("span", { class: "text" }, `${x.vendor} ${x.method} ${x.path}`), code,
      el("span", { class: "small" }, `${Math.round(x.durationMs)} ms${x.attempt > 1 ? `, attempt ${x.attempt}` : ""}${x.orders > 1 ? `, ${x.orders} orders in this call` : ""}`)),
    payload(x.requestBody, "Request") ?? el("p", { class: "small" }, "The request had no body."),
    payload(x.responseBody, "Answer") ?? el("p", { class: "small" }, "The answer had no body.")));
}

import { ago, api, cells, el, say, show, table } from "./dom.js";

const place = id => document.getElementById(id);

/** Shows what /api/health told; afterResume is called once a flow goes on. */
export function showHealth(health, afterResume) {
  const state = place("state");
  state.textContent = health.status === "running" ? "running" : "a flow stands still";
  state.className = `pill ${health.status === "running" ? "good" : "bad"}`;
  document.title = (health.errors > 0 ? `(${health.errors}) ` : "") + "Connector operations";
  place("error-count").textContent = health.errors === 0 ? "empty" : String(health.errors);
  place("error-count").className = health.errors === 0 ? "count good" : "count bad";

  show(place("queues"), health.queues, () => table("Queues", ["Queue", "Ready", "Under way", "Later", "Next", "Errors"], health.queues.map(q => el("tr", {},
    el("th", { scope: "row" }, q.name), number(q.ready), number(q.locked), number(q.scheduled), el("td", {}, q.ready > 0 ? "now" : ago(q.nextDueAt, "–")), number(q.dead, "bad")))));
  show(place("rates"), health.rates, () => health.rates.length === 0 ? el("p", { class: "none" }, "No account is configured.") : health.rates.map(budget));
  show(place("orders"), health.orders, () => pairs(Object.entries(health.orders), "No order yet."));
  show(place("cursors"), health.cursors.map(c => [c.name, c.updatedAt]), () => pairs(health.cursors.map(c => [c.name, ago(c.updatedAt)]), "No poll yet."));
  showPauses(health.pausedFlows, afterResume);
}

const number = (n, loud = "") => el("td", { class: `number ${n > 0 ? loud : "zero"}` }, String(n));

const pairs = (entries, otherwise) => entries.length === 0 ? el("p", { class: "none" }, otherwise)
  : el("dl", {}, entries.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, typeof value === "number" ? String(value) : value))));

function budget(rate) {
  if (rate.limit === 0) return el("div", { class: "budget" }, el("p", {}, el("b", {}, rate.account), ` no limit, ${rate.used} used`));
  const left = Math.max(0, rate.limit - rate.used);
  const running = new Date(rate.endsAt) > Date.now();
  return el("div", { class: "budget" },
    el("p", {}, el("b", {}, rate.account), ` ${left} of ${rate.limit} left`),
    el("meter", { min: 0, max: rate.limit, low: rate.limit * 0.2, optimum: rate.limit, value: left, "aria-label": `Calls left for ${rate.account}` }),
    el("p", { class: "small" }, running ? ["next window ", ago(rate.endsAt)] : "no window is running"));
}

function showPauses(paused, afterResume) {
  const section = place("pauses");
  section.hidden = paused.length === 0;
  show(section, paused, () => paused.map(p => el("div", { class: "notice bad pause" },
    el("div", {}, el("b", {}, `Flow “${p.flow}” ${p.account ? `(account ${p.account} alone) ` : ""}is paused since `, ago(p.since)), el("p", {}, p.reason),
      el("p", { class: "small" }, p.until ? ["tries again ", ago(p.until)] : "until someone resumes it")),
    el("button", { id: `resume-${p.flow}`, onclick: () => resume(p.flow, afterResume) }, "Resume"))));
}

async function resume(flow, afterResume) {
  try {
    await api(`/api/flows/${encodeURIComponent(flow)}/resume`, { method: "POST" });
    say(`Flow “${flow}” goes on.`);
  } catch (failure) {
    say(failure.message, true);
  }
  await afterResume();
}

export function showRuns(runs) {
  show(place("runs"), runs, () => runs.length === 0 ? el("p", { class: "none" }, "No run yet.")
    : table("Last runs", ["When", "What"], runs.map(r => cells(ago(r.at), [r.text, r.code ? el("code", {}, r.code) : null]))));
}

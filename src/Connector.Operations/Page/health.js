import { ago, api, cells, el, say, show, table } from "./dom.js";

const place = id => document.getElementById(id);

/** Shows what /api/health told; afterResume is called once a flow goes on. */
export function showHealth(health, afterResume) {
  const state = place("state");
  state.textContent = health.status;
  state.className = `pill ${health.status === "running" ? "good" : "bad"}`;
  document.title = (health.errors > 0 ? `(${health.errors}) ` : "") + "Connector operations";
  place("error-count").textContent = health.errors === 0 ? "empty" : String(health.errors);
  place("error-count").className = health.errors === 0 ? "count good" : "count bad";

  show(place("queues"), health.queues, () => table("Queues", ["Queue", "Ready", "Under way", "Later", "Next", "Errors"], health.queues.map(q => el("tr", {},
    el("th", { scope: "row" }, q.name), number(q.ready), number(q.locked), number(q.scheduled), el("td", {}, q.ready > 0 ? "now" : ago(q.nextDueAt, "–")), number(q.dead, "bad")))));
  show(place("rates"), health.rates, () => health.rates.length === 0 ? el("p", { class: "none" }, "No account is configured.") : health.rates.map(budget));
  show(place("orders"), [health.orders, health.ordersCountedAt], () => [
    pairs(Object.entries(health.orders), health.ordersCountedAt ? "No order yet." : "Not counted yet."),
    health.ordersCountedAt ? el("p", { class: "small" }, "counted ", ago(health.ordersCountedAt)) : null].filter(Boolean));
  show(place("timers"), health.timers, () => health.timers.length === 0 ? el("p", { class: "none" }, "No timer is known.")
    : table("Timers", ["Timer", "State", "Last run", "Last success", "Last failure"], health.timers.flatMap(timerRows)));
  show(place("cursors"), health.cursors, () => pairs(health.cursors.map(c => [c.stale ? `${c.name} (stale)` : c.name, ago(c.caughtUpAt ?? c.updatedAt)]), "No poll yet."));
  // The first ones are the pauses, which have a place of their own.
  showProblems(health.problems.slice(health.pausedFlows.length));
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

const timerRows = timer => [timerRow(timer.name, timer), ...timer.accounts.map(account => timerRow(`${timer.name}, ${account.account}`, account))];

const timerRow = (name, run) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, el("span", { class: `pill ${run.state === "running" ? "good" : "bad"}` }, run.state)),
  el("td", {}, run.startedAt && !(new Date(run.endedAt) >= new Date(run.startedAt)) ? ["under way since ", ago(run.startedAt)] : ago(run.endedAt)),
  el("td", {}, ago(run.succeededAt)), el("td", {}, run.failure ? [ago(run.failedAt), ": ", run.failure] : "–"));

function showProblems(problems) {
  const section = place("problems");
  section.hidden = problems.length === 0;
  show(section, problems, () => problems.map(problem => el("p", { class: "notice bad" }, problem)));
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

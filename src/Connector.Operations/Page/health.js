import { ago, api, cells, clockTime, el, say, show, table } from "./dom.js";
import { flowName, listName, queueName, stateText, statuses, statusText, timerName } from "./words.js";

const place = id => document.getElementById(id);

let queues = [];

/** Shows the response of /api/health; afterResume is called once a paused flow was resumed. */
export function showHealth(health, afterResume) {
  const state = place("state");
  state.textContent = statusText(health.status, health.pausedFlows);
  state.className = `pill ${health.status === "running" ? "good" : "bad"}`;
  document.title = (health.errors > 0 ? `(${health.errors}) ` : "") + "Connector operations";
  place("error-count").textContent = health.errors === 0 ? "none" : String(health.errors);
  place("error-count").className = health.errors === 0 ? "count good" : "count bad";

  queues = health.queues;
  const used = queues.filter(q => q.name !== "commerce-events" || q.ready + q.locked + q.scheduled + q.failed > 0);
  show(place("queues"), used, () => table("Queues", ["Queue", "Waiting", "In progress", "Scheduled", "Next attempt", "Failed"], used.map(q => el("tr", {},
    el("th", { scope: "row" }, queueName(q.name)), number(q.ready), number(q.locked), number(q.scheduled), el("td", {}, q.ready > 0 ? "now" : ago(q.nextDueAt, "–")), number(q.failed, "bad")))));
  show(place("rates"), [health.rates, health.rates.map(isRunning)], () => health.rates.length === 0 ? el("p", { class: "none" }, "No ShipStation account is configured.") : health.rates.map(budget));
  show(place("orders"), [health.orders, health.ordersCountedAt], () => [
    pairs(Object.entries(statuses).filter(([status]) => health.orders[status] > 0).map(([status, words]) => [words, health.orders[status]]), health.ordersCountedAt ? "No orders yet." : "Not counted yet."),
    health.ordersCountedAt ? el("p", { class: "small" }, "Counted ", ago(health.ordersCountedAt)) : null].filter(Boolean));
  show(place("timers"), health.timers, () => health.timers.length === 0 ? el("p", { class: "none" }, "No timer is configured.")
    : table("Timers", ["Timer", "State", "Last run", "Last success", "Last failure"], health.timers.flatMap(timerRows)));
  show(place("cursors"), health.cursors, () => pairs(health.cursors.map(c => [c.stale ? `${listName(c.name)} (delayed)` : listName(c.name), ago(c.caughtUpAt ?? c.updatedAt)]), "Nothing was checked yet."));
  // The first ones are the pauses, which have a place of their own.
  showProblems(health.problems.slice(health.pausedFlows.length));
  showPauses(health.pausedFlows, afterResume);
}

const number = (n, loud = "") => el("td", { class: `number ${n > 0 ? loud : "zero"}` }, String(n));

const pairs = (entries, otherwise) => entries.length === 0 ? el("p", { class: "none" }, otherwise)
  : el("dl", {}, entries.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, typeof value === "number" ? String(value) : value))));

const isRunning = rate => new Date(rate.endsAt) > Date.now();

function budget(rate) {
  if (rate.limit === 0) return el("div", { class: "budget" }, el("p", {}, el("b", {}, rate.account), ` No limit, ${rate.used} used`));
  const left = Math.max(0, rate.limit - rate.used);
  const running = isRunning(rate);
  return el("div", { class: "budget" },
    el("p", {}, el("b", {}, rate.account), ` ${running ? left : rate.limit} of ${rate.limit} left`),
    el("meter", { min: 0, max: rate.limit, low: rate.limit * 0.2, optimum: rate.limit, value: running ? left : rate.limit, "aria-label": `API calls left for ${rate.account}` }),
    running ? el("p", { class: "small" }, "Resets ", ago(rate.endsAt)) : null);
}

const timerRows = timer => [timerRow(timerName(timer.name), timer), ...timer.accounts.map(account => timerRow(`${timerName(timer.name)}, ${account.account}`, account))];

const timerRow = (name, run) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, el("span", { class: `pill ${run.state === "running" ? "good" : "bad"}` }, stateText(run.state))),
  el("td", {}, run.startedAt && !(new Date(run.endedAt) >= new Date(run.startedAt)) ? ["Running since ", clockTime(run.startedAt)] : ago(run.endedAt)),
  el("td", {}, ago(run.succeededAt)), el("td", {}, run.failure ? [ago(run.failedAt), ": ", run.failure] : "–"));

function showProblems(problems) {
  const section = place("problems");
  section.hidden = problems.length === 0;
  show(section, problems, () => problems.map(problem => el("p", { class: "note bad" }, problem)));
}

function showPauses(paused, afterResume) {
  const section = place("pauses");
  section.hidden = paused.length === 0;
  show(section, paused, () => paused.map(p => el("div", { class: "note bad pause" },
    el("div", {}, el("b", {}, `${flowName(p.flow)} is paused (since `, clockTime(p.since), ")."), el("p", {}, p.reason),
      el("p", { class: "small" }, p.until ? ["Next attempt at ", clockTime(p.until)] : "It stays paused until someone resumes it.")),
    el("button", { id: `resume-${p.flow}`, onclick: () => resume(p, afterResume) }, "Resume"))));
}

async function resume(pause, afterResume) {
  try {
    const { wasPaused } = await api(`/api/flows/${encodeURIComponent(pause.flow)}/resume`, { method: "POST" });
    say(wasPaused ? `Resumed. ${waitingText(pause)}` : "It was not paused any more.");
  } catch (failure) {
    say(failure.message, true);
  }
  await afterResume();
}

/** How much work a resumed queue starts with; nothing for one account, because the queue is counted as a whole. */
function waitingText(pause) {
  const waiting = pause.account ? 0 : queues.find(q => q.name === pause.flow)?.ready ?? 0;
  if (waiting === 0) return "";
  return pause.flow === "orders" ? `${waiting === 1 ? "1 order is" : `${waiting} orders are`} being sent.` : `${waiting === 1 ? "1 update is" : `${waiting} updates are`} being processed.`;
}

export function showRuns(runs) {
  show(place("runs"), runs, () => runs.length === 0 ? el("p", { class: "none" }, "No runs yet.")
    : table("Last runs", ["When", "What"], runs.map(r => cells(ago(r.at), [r.text, r.code ? el("code", {}, r.code) : null]))));
}

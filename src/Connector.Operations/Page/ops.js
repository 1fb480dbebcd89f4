import { api, say, tick } from "./dom.js";
import { loadErrors, startErrors } from "./errors.js";
import { showHealth, showRuns } from "./health.js";
import { loadLabels, startLabels } from "./labels.js";
import { closeTrace, showTrace, tracedWords } from "./trace.js";

const everyMs = 5000;
const place = id => document.getElementById(id);
let busy = false;
let lost = false;

async function refresh() {
  if (busy) return;
  busy = true;
  try {
    const [health, runs] = await Promise.all([api("/api/health", { allow: [503] }), api("/api/runs?take=15")]);
    showHealth(health, refresh);
    showRuns(runs.runs);
    await loadErrors();
    await loadLabels();
    if (tracedWords()) await showTrace(tracedWords(), false);
    if (lost) say("The connection is back.");
    lost = false;
  } catch (failure) {
    lost = true;
    place("state").textContent = "No connection";
    place("state").className = "pill bad";
    say(failure instanceof TypeError ? "The connector cannot be reached." : failure.message, true);
  } finally {
    busy = false;
  }
}

/** The order is part of the address, so that it can be bookmarked, shared and reached with the back button. */
function followAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("order") ?? "";
  if (!wanted) return closeTrace();
  place("words").value = wanted;
  return showTrace(wanted, true);
}

place("search").addEventListener("submit", event => {
  event.preventDefault();
  const wanted = place("words").value.trim();
  if (!wanted) return;
  const hash = `#order=${encodeURIComponent(wanted)}`;
  if (location.hash === hash) followAddress();
  else location.hash = hash;
});
addEventListener("hashchange", followAddress);
document.addEventListener("visibilitychange", () => { if (!document.hidden && place("auto").checked) refresh(); });
setInterval(() => { if (!document.hidden && place("auto").checked) refresh(); }, everyMs);
setInterval(tick, 1000);

startErrors(refresh);
startLabels(refresh);
followAddress();
refresh();

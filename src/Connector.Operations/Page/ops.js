// The page works without this script. It loads the overview again while nobody is doing anything, and follows addresses of the page before.

const everyMs = 15000;
const retryMs = 3000;
const offName = "connector-refresh-off";

/** #order=... was the address of an order once; people have it in their notes. */
const wanted = new URLSearchParams(location.hash.slice(1)).get("order");
if (wanted) location.replace(`/ops/order?q=${encodeURIComponent(wanted)}`);

const isOverview = location.pathname.replace(/\/$/, "") === "/ops";
const isWaiting = document.querySelector("#retry-result[data-runs]") !== null;

if (isOverview || isWaiting) {
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "quiet";
  const isOff = () => sessionStorage.getItem(offName) === "true";
  const show = () => {
    toggle.textContent = isOff() ? "Start auto-refresh" : "Stop auto-refresh";
  };
  toggle.addEventListener("click", () => {
    sessionStorage.setItem(offName, String(!isOff()));
    show();
  });
  show();
  document.querySelector("footer p").append(" ", toggle);
  setInterval(() => {
    const isBusy = document.hidden || isOff() || document.activeElement?.matches("input, select, textarea, a, button, summary") || document.querySelector("main details.menu[open], .chart details[open]") || String(getSelection()) !== "";
    if (!isBusy) location.reload();
  }, isWaiting ? retryMs : everyMs);
}

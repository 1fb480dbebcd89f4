// Small parts that the other scripts share. Everything shown goes in as text, never as markup.

import { askForKey, currentKey, keyHeader } from "./key.js";

/** An element: attributes by name ("class", "title", "aria-..."), listeners as functions ("onclick"), children as nodes or text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}

/** Fills a place again only when what it shows has changed, so that focus and open details survive a refresh. True when it did. */
const shown = new WeakMap();
export function show(place, data, build) {
  const key = JSON.stringify(data);
  if (shown.get(place) === key) return false;
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  shown.set(place, key);
  place.replaceChildren(...[build()].flat(Infinity));
  if (focused) document.getElementById(focused)?.focus();
  return true;
}

export function table(caption, heads, rows) {
  return el("table", {}, el("caption", { class: "hidden" }, caption),
    el("thead", {}, el("tr", {}, heads.map(h => h instanceof Node ? el("th", { scope: "col" }, h) : el("th", { scope: "col" }, h)))),
    el("tbody", {}, rows));
}

export const cells = (...contents) => el("tr", {}, contents.map(c => el("td", {}, c)));

const units = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

function distance(instant) {
  const seconds = Math.round((new Date(instant) - Date.now()) / 1000);
  const [size, unit] = units.find(([s]) => Math.abs(seconds) >= s) ?? units[3];
  return seconds === 0 ? "now" : relative.format(Math.trunc(seconds / size), unit);
}

/** An instant as "5 min. ago" that keeps itself true; the exact time is in its title. */
export function ago(instant, otherwise = "never") {
  if (!instant) return otherwise;
  return el("time", { datetime: instant, title: new Date(instant).toLocaleString(), "data-ago": true }, distance(instant));
}

/** An instant as the time of day, with the day where it is not today. */
export function clockTime(instant) {
  const at = new Date(instant);
  const isToday = at.toDateString() === new Date().toDateString();
  const text = isToday ? at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  return el("time", { datetime: instant, title: at.toLocaleString() }, text);
}

export function tick() {
  for (const node of document.querySelectorAll("time[data-ago]")) {
    const text = distance(node.dateTime);
    if (node.textContent !== text) node.textContent = text;
  }
}

/** An instant to the millisecond, in the reader's own zone. */
export function exact(instant) {
  const at = new Date(instant);
  const two = n => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
  return el("time", { datetime: instant, title: at.toISOString() }, `${day} ${time}`);
}

/** JSON with indents; anything else as it is. */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A text that may have been cut, in a box of its own. */
export function payload(cut, title) {
  if (!cut) return null;
  const note = cut.length > cut.text.length ? ` (first ${cut.text.length} of ${cut.length} characters)` : "";
  return [el("h4", {}, title + note), el("pre", { tabindex: 0, role: "region", "aria-label": title }, pretty(cut.text))];
}

let session;
/** What each change from a browser carries, so that no foreign page can make it. */
async function formHeader() {
  session ??= fetch("/api/session", { cache: "no-store", headers: keyHeader() }).then(response => response.ok ? response.json() : {});
  const { forgeryHeader, forgeryToken } = await session;
  return forgeryToken ? { [forgeryHeader]: forgeryToken } : {};
}

/** Calls one of the connector's own routes and returns its JSON. Throws an Error with the server's text on failure, unless the status is one of those allowed. */
export async function api(path, { body, allow = [], method = body === undefined ? "GET" : "POST" } = {}) {
  const key = currentKey();
  const response = await fetch(path, {
    method, cache: "no-store", headers: { ...keyHeader(), ...method === "GET" ? {} : await formHeader(), ...body === undefined ? {} : { "Content-Type": "application/json" } },
    body: body === undefined ? undefined : JSON.stringify(body)
  });
  if (response.status === 401 && await askForKey(key)) return api(path, { body, allow, method });
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  const content = isJson ? await response.json() : null;
  if (response.ok || allow.includes(response.status) && !(response.headers.get("Content-Type") ?? "").includes("problem")) return content;
  const failure = new Error(content?.title ?? (response.status === 401 ? "This app requires a key." : `The request failed with status ${response.status}.`));
  failure.status = response.status;
  throw failure;
}

let fading;
export function say(text, bad = false) {
  const place = document.getElementById("message");
  place.textContent = text;
  place.className = bad ? "note bad" : "note good";
  place.hidden = false;
  clearTimeout(fading);
  if (!bad) fading = setTimeout(() => { place.hidden = true; }, 8000);
}

/** Shows a dialog; resolves to true when its second button was chosen. Without a word for that button there is only "Close". */
export function ask(title, contents, yes) {
  const dialog = document.getElementById("dialog");
  document.getElementById("dialog-title").textContent = title;
  document.getElementById("dialog-body").replaceChildren(...[contents].flat(Infinity).filter(Boolean));
  document.getElementById("dialog-no").textContent = yes ? "Cancel" : "Close";
  const button = document.getElementById("dialog-yes");
  button.hidden = !yes;
  button.textContent = yes ?? "";
  button.className = yes === "Dismiss" ? "danger" : "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

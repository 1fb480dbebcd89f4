// The key of a deployed app: asked for when the app requires one, kept for this tab only, sent as a header and never in an address.

const name = "connector-key";
let asking = null;

export const currentKey = () => sessionStorage.getItem(name) ?? "";
export const keyHeader = () => currentKey() ? { "x-functions-key": currentKey() } : {};

/** Resolves to true once there is another key than the one that was refused. Several calls at once share one question. */
export function askForKey(refused) {
  if (currentKey() !== refused) return Promise.resolve(true);
  sessionStorage.removeItem(name);
  asking ??= question().finally(() => { asking = null; });
  return asking;
}

function question() {
  const dialog = document.getElementById("key-dialog");
  const input = document.getElementById("key");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => {
    const key = dialog.returnValue === "yes" ? input.value.trim() : "";
    input.value = "";
    if (key) sessionStorage.setItem(name, key);
    // Who declined is not asked again every few seconds.
    else document.getElementById("auto").checked = false;
    resolve(key !== "");
  }, { once: true }));
}

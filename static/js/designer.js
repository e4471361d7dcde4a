// The designer: what was typed saves itself, parts are moved by dragging and by keys. Without this file everything is done
// with the buttons of the page.

const bench = () => document.getElementById("tyopoyta");
const panel = () => document.querySelector("form[data-panel]");
const content = (form) => new URLSearchParams(new FormData(form)).toString();

// ---- the boxes save themselves when one leaves a box; what changes which boxes there are, redraws them

let saved = panel() ? content(panel()) : "";
let last = Promise.resolve(true);
let waiting = 0; // presses that wait for the saving; their answer redraws the page anyway
let released = Promise.resolve();
const redraws = /^(type|required)$|-(subject|test|remove|joiner|chosen|operation|term)$|^option-/;
const isDirty = () => panel() && content(panel()) !== saved;

async function send() {
  const form = panel();
  const now = content(form);
  if (now === saved) return true;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.headers.get("X-Saved") !== "yes") return false; // told when the button is pressed
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  await released; // a line that is being pressed must not vanish from under the pointer
  if (!waiting) show(page);
  const unchanged = content(form) === now;
  for (const name of ["revision", "osa"]) {
    const value = page.querySelector(`form[data-panel] [name=${name}]`).value;
    for (const input of bench().querySelectorAll(`[name=${name}]`)) input.value = value;
  }
  if (unchanged) saved = content(form);
  return true;
}

function show(page) {
  for (const id of ["rakenne", "version-tila", "ilmoitus"]) {
    const part = page.getElementById(id);
    const focused = document.activeElement?.closest(`#${id}`) && document.activeElement.dataset.link;
    document.getElementById(id)?.replaceWith(part);
    window.htmx.process(part);
    if (focused) part.querySelector(`[data-link="${CSS.escape(focused)}"]`)?.focus();
  }
  const frame = document.getElementById("esikatselu");
  frame.dataset.at = page.getElementById("esikatselu").dataset.at;
  frame.src = page.getElementById("esikatselu").getAttribute("src");
}

// ---- the preview shows the open question; only the frame scrolls, as the load of a frame does not bubble it is caught

function showOpen(frame) {
  const at = frame?.contentDocument?.getElementById(frame.dataset.at);
  if (at) frame.contentWindow.scrollBy(0, at.getBoundingClientRect().top - 16);
}
document.addEventListener("load", ({ target }) => target.id === "esikatselu" && showOpen(target), true);
showOpen(document.getElementById("esikatselu")); // it may have been quicker than this module

document.addEventListener(
  "pointerdown",
  () => {
    released = new Promise((done) => {
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(done), { once: true });
    });
  },
  true,
);

function save() {
  last = last.then(send).catch(() => false);
  return last;
}

document.addEventListener("change", ({ target }) => {
  if (target.form?.matches("[data-auto]")) target.form.requestSubmit();
  if (target.form !== panel() || !target.name) return;
  if (redraws.test(target.name)) redraw();
  else save();
});

// Boxes that depend on what was chosen are drawn; what is not ready to be saved yet is not scolded for it.
function redraw() {
  const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "piirra", value: "1" });
  panel().append(mark);
  panel().requestSubmit();
  mark.remove();
}

// Whatever is pressed next waits for what was typed before it: its revision would otherwise be old.
document.addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest, target } = event.detail;
  if (target !== bench() || (elt !== panel() && !isDirty())) return;
  event.preventDefault();
  if (elt === panel()) last.then(() => issueRequest(true));
  else whenSaved(() => issueRequest(true));
});
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!bench()?.contains(form) || form.hasAttribute("hx-post") || form === panel() || !isDirty()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    whenSaved(() => form.requestSubmit(event.submitter));
  },
  true,
);
function whenSaved(goOn) {
  waiting += 1;
  save().then((done) => {
    waiting -= 1;
    if (done) goOn();
    else panel().requestSubmit(); // the page tells what is wrong
  });
}
addEventListener("beforeunload", (event) => isDirty() && event.preventDefault());

// ---- no answer, or the page of logging in instead: what was typed stays on the page

const lost = () => (document.getElementById("ei-tallentunut").hidden = false);
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, ({ detail }) => detail.target === bench() && lost());
}
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== bench() || new URL(detail.xhr.responseURL).pathname.includes("/suunnittelu/")) return;
  detail.shouldSwap = false;
  lost();
});

// ---- after a swap the keyboard goes on where the server says

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (target !== bench()) return;
  saved = panel() && detail.xhr?.getResponseHeader("X-Saved") !== "no" ? content(panel()) : "";
  bench()?.querySelector("[data-focus]")?.focus();
});

// ---- moving

function post(values) {
  const tree = document.querySelector("[data-tree]");
  const kept = Object.fromEntries(new FormData(panel()));
  const common = Object.fromEntries(["revision", "laite", "kieli", "henkilo", "csrfmiddlewaretoken"].map((name) => [name, kept[name]]));
  window.htmx.ajax("POST", tree.dataset.move, { source: tree, target: "#tyopoyta", swap: "outerHTML", values: { ...common, ...values } });
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-tree] [data-link]");
  if (!link || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  post({ osa: link.dataset.link, suunta: event.key === "ArrowUp" ? "ylos" : "alas", kohdistus: "tree" });
});

let dragged = null;

document.addEventListener("pointerdown", (event) => {
  const part = event.target.closest("[data-tree] [data-part]");
  if (!part || event.button || event.target.closest("a, summary")) return;
  if (event.pointerType === "touch" && !event.target.closest("svg")) return; // a finger scrolls; it drags by the icon
  event.preventDefault();
  dragged = { part, x: event.clientX, y: event.clientY, goal: null };
  part.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  if (Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) < 6) return;
  dragged.goal?.removeAttribute("data-drop");
  const kind = dragged.part.dataset.part.split(":")[0];
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-tree] [data-part]");
  const fits = under && under !== dragged.part && (under.dataset.part.startsWith(kind) || kind === "field" || kind === "section");
  dragged.goal = fits ? under : null;
  if (!dragged.goal) return;
  const box = under.getBoundingClientRect();
  dragged.after = event.clientY > box.top + box.height / 2;
  under.dataset.drop = dragged.after ? "after" : "before";
});

function drop() {
  const { part, goal, after } = dragged ?? {};
  dragged = null;
  if (!goal) return;
  goal.removeAttribute("data-drop");
  const values = { osa: part.dataset.part, kohde: goal.dataset.part, kohdistus: "tree" };
  post(after ? { ...values, jalkeen: "1" } : values);
}
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", () => (dragged = null));

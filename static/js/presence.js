// Tells the server a few times a minute that this page of a case is open, and shows who else is there. A hidden page
// tells nothing, and the question does not prolong the session of somebody who has left the desk.

const EVERY = 15_000;
const form = document.querySelector("form[data-presence]");
const box = document.querySelector("[data-present]");
let wroteAt = -Infinity;

async function tell() {
  if (document.hidden) return;
  const body = new FormData(form);
  if (performance.now() - wroteAt < 2 * EVERY) body.set("writing", "1");
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Background": "1" } }).catch(() => null);
  const others = answer?.ok && !answer.redirected ? (await answer.text()).trim() : "";
  // Untouched while nothing changes, so that a screen reader does not read it again.
  if (box.dataset.shown === others) return;
  box.dataset.shown = others;
  box.innerHTML = others;
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("main")) return;
  const isNews = performance.now() - wroteAt > 2 * EVERY;
  wroteAt = performance.now();
  if (isNews) tell();
});
document.addEventListener("visibilitychange", tell);
setInterval(tell, EVERY);
tell();

// Warns five minutes before the session ends and prolongs it with one press. Another tab's activity counts too.

const dialog = document.querySelector("#session-warning");
const WARNING = 5 * 60 * 1000;
const KEY = "session-renewed";
let timer;

function start() {
  clearTimeout(timer);
  timer = setTimeout(() => dialog.showModal(), Math.max(Number(dialog.dataset.seconds) * 1000 - WARNING, 0));
}

function renewed() {
  localStorage.setItem(KEY, String(Date.now()));
  start();
}

dialog.addEventListener("close", async () => {
  const answer = await fetch(dialog.dataset.extend, { method: "HEAD", redirect: "manual" });
  if (answer.ok) renewed();
});
addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  if (dialog.open) dialog.close();
  start();
});
renewed();

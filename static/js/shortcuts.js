// Keys of the work queue and of a case's page (listed in cases/admin/shortcuts.py). A page loads this only for those who
// use them (WCAG 2.1.4). No key does anything while something is being written, or together with Ctrl, Alt or Meta.

const isWriting = (element) => element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
const rows = [...document.querySelectorAll("form[data-choose] tbody tr")];
const linkOf = (row) => row?.querySelector("th a");
const current = () => rows.findIndex((row) => row.contains(document.activeElement));

function step(by) {
  const index = current();
  const next = index < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(index + by, 0), rows.length - 1);
  linkOf(rows[next])?.focus();
}

function claim() {
  const row = rows[current()];
  if (!row) return;
  row.querySelector('[name="_selected_action"]').checked = true;
  document.querySelector('form[data-choose] button[value="claim_selected"]').click();
}

const inQueue = { j: () => step(1), k: () => step(-1), o: () => linkOf(rows[current()])?.click(), c: claim };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
  if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
  const pressed = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  const act = (rows.length && inQueue[event.key]) || (pressed && (() => pressed.click()));
  if (!act) return;
  event.preventDefault();
  act();
});

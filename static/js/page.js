// What every page does with JavaScript on: menus close politely, an error summary and the like get the focus. Pages work without it.

const openMenus = () => document.querySelectorAll("details.k-menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A filter is open on a wide screen by CSS; on a narrow one it starts closed so that the results come first.
const wide = matchMedia("(width >= 62rem)");
for (const filter of document.querySelectorAll("details.k-filter")) if (!wide.matches) filter.open = false;

const focusErrors = (root) => root.querySelector("[data-focus]")?.focus();
focusErrors(document);
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

// A second press of the same button sends nothing: the server would refuse it, but the person should not have to read that.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// Printing needs JavaScript, so what offers it appears only with it.
for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.addEventListener("click", () => print());
}

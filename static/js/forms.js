// Extras of forms: questions that open, characters left, chosen files, a calendar, drafts that save themselves.
// Without them every question is shown, every limit is checked and every draft is saved by the server all the same.

// ---- questions that open: <div data-when="name" data-is='["value"]'>

function answers(form, name) {
  return [...form.elements]
    .filter((input) => input.name === name && (!/^(radio|checkbox)$/.test(input.type) || input.checked))
    .map((input) => (input.type === "checkbox" && !input.hasAttribute("value") ? "on" : input.value));
}

function showWhatMatters(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const wanted = JSON.parse(part.dataset.is);
    part.hidden = !answers(form, part.dataset.when).some((value) => wanted.includes(value));
  }
}

// ---- characters left

function countCharacters(area) {
  const counter = document.getElementById(`${area.id}_count`);
  if (!counter) return;
  const left = counter.dataset.limit - area.value.length;
  counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.room).replace("{n}", Math.abs(left));
}

// ---- the names of chosen files

function nameFiles(input) {
  const line = document.querySelector(`[data-chosen-files="${CSS.escape(input.id)}"]`);
  if (line) line.textContent = [...input.files].map((file) => file.name).join(", ");
}

// ---- a calendar beside a date: the browser's own, and the answer in our form d.m.yyyy

function addCalendar(button) {
  const input = document.getElementById(button.dataset.calendar);
  const picker = document.createElement("input");
  if (!input || !picker.showPicker) return;
  picker.type = "date";
  picker.className = "ds-sr-only";
  picker.tabIndex = -1;
  picker.dataset.live = "";
  picker.ariaHidden = "true";
  button.before(picker);
  button.hidden = false;
  button.addEventListener("click", () => {
    const [day, month, year] = input.value.split(".");
    picker.value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    input.value = picker.value.split("-").reverse().map(Number).join(".");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
}

// ---- a postal code tells its post office: <input data-post-office="address" data-fills="id">

async function fillPostOffice(input) {
  const office = document.getElementById(input.dataset.fills);
  if (!/^\d{5}$/.test(input.value.trim()) || (office.value && office.value !== office.dataset.filled)) return;
  const answer = await fetch(`${input.dataset.postOffice}?koodi=${input.value.trim()}`);
  const found = answer.ok ? await answer.text() : "";
  if (found) office.value = office.dataset.filled = found;
}

// ---- parts with a module of their own, fetched with the first of them: <div data-module="address of the module">

function fetchModules(root) {
  for (const part of root.querySelectorAll("[data-module]:not([data-live])")) {
    part.dataset.live = "";
    import(part.dataset.module).then((module) => module.enhance(part));
  }
}

// ---- drafts: <form data-autosave="address" data-autosave-status="#id" data-autosave-failed="text">, with more texts in
// data-autosave-offline (no network) and data-autosave-ended (the session has ended).
// With data-react="address" an answer is posted there, and what it changes on the page comes back. A button with data-swap
// (a row more or less) posts the form to its own address in the same way.

const changing = (root) => root.querySelector("#kysymykset");

// Only what differs changes; what is being typed and what scripts have drawn ([data-live]) stays.
function takeChanges(form, html) {
  const fresh = changing(new DOMParser().parseFromString(html, "text/html"));
  Idiomorph.morph(changing(form), fresh, {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed: (node) => !node.matches?.("[data-live]"),
      beforeNodeRemoved: (node) => !node.matches?.("[data-live]"),
      beforeAttributeUpdated: (name, node) => !(name === "hidden" && node.matches("[data-when], [data-calendar]")),
    },
  });
  enhance(form.parentNode);
  form.querySelectorAll('input[type="file"]').forEach(nameFiles);
  return changing(form).dataset.saved;
}

function keepDraft(form) {
  const status = document.querySelector(form.dataset.autosaveStatus);
  const content = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const tell = (text) => {
    if (status) status.textContent = text;
  };
  let saved = new URLSearchParams(content()).toString();
  let shown = saved; // by which answers the page is as it is

  async function send(reacts) {
    const data = content();
    const now = new URLSearchParams(data).toString();
    if (now === (reacts ? shown : saved) || form.dataset.sent) return;
    const address = reacts ? form.dataset.react : form.dataset.autosave;
    try {
      const answer = await fetch(address, { method: "POST", body: data, redirect: "manual", keepalive: true });
      if (answer.status === 403) return void tell(form.dataset.autosaveEnded);
      if (!answer.ok && answer.status !== 409) throw new Error(answer.status); // 409: told in words below
      let told = await answer.text();
      if (answer.ok) saved = now;
      if (answer.ok && reacts) {
        if (changedOutsideFocus(data)) return void save(true); // what is newer on the page must not be lost
        told = takeChanges(form, told);
        shown = saved = new URLSearchParams(content()).toString();
      }
      tell(told);
    } catch (error) {
      // fetch itself fails with a TypeError when the server cannot be reached.
      tell(error instanceof TypeError ? form.dataset.autosaveOffline : form.dataset.autosaveFailed);
    }
  }

  const changedOutsideFocus = (posted) => {
    const now = content();
    const differs = (name) => String(now.getAll(name)) !== String(posted.getAll(name));
    return [...now.keys()].some((name) => differs(name) && name !== document.activeElement?.name);
  };

  async function swap(button) {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !changing(page)) return form.requestSubmit(button);
    changing(form).replaceWith(document.adoptNode(changing(page)));
    enhance(form.parentNode);
    shown = saved = new URLSearchParams(content()).toString();
    changing(form).querySelector("[autofocus]")?.focus();
  }

  // One at a time and in order, the button's own sending last: an older save that arrives late would undo a newer one.
  let waiting = 0;
  let last = Promise.resolve();
  function queue(work) {
    waiting += 1;
    last = last.then(work).finally(() => (waiting -= 1));
  }
  const save = (reacts) => queue(() => send(reacts));
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      // The browser would leave the page for one of its own.
      event.preventDefault();
      event.stopPropagation();
      tell(form.dataset.autosaveOffline);
      return;
    }
    const button = event.submitter;
    if (button?.hasAttribute("data-swap") && !button.dataset.swapped) {
      event.preventDefault();
      event.stopPropagation();
      button.dataset.swapped = "1"; // a second try goes the plain way
      queue(() => swap(button));
      return;
    }
    if (!waiting) return;
    event.preventDefault();
    event.stopPropagation();
    last.finally(() => form.requestSubmit(event.submitter));
  });

  // A button that is pressed sends all of it itself.
  form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget?.type === "submit" || save());
  form.addEventListener("change", ({ target }) => form.dataset.react && target.type !== "file" && save(true));
  addEventListener("online", () => save());
  setInterval(save, 30_000);
  document.addEventListener("visibilitychange", () => document.hidden && save());
}

// ---- back to the same question after a log-in: this tab remembers where on the page one was

function rememberPlace(form) {
  const key = `place:${location.pathname}`;
  form.addEventListener("focusin", ({ target }) => target.id && sessionStorage.setItem(key, target.id));
  const last = document.getElementById(sessionStorage.getItem(key) ?? "");
  const cameFromDraft = document.referrer.startsWith(new URL("/luonnos/", location.origin).href);
  if (last && !cameFromDraft && !location.hash && !form.querySelector("[data-focus]")) last.focus();
}

function enhance(root) {
  for (const form of root.querySelectorAll("form")) {
    showWhatMatters(form);
    if (form.dataset.autosave && !form.dataset.enhanced) {
      keepDraft(form);
      rememberPlace(form);
    }
    form.dataset.enhanced = "1";
  }
  root.querySelectorAll("button[data-calendar][hidden]").forEach(addCalendar);
  fetchModules(root);
  root.querySelectorAll("textarea").forEach(countCharacters);
}

document.addEventListener("input", ({ target }) => {
  if (target.form) showWhatMatters(target.form);
  if (target.matches("textarea")) countCharacters(target);
  if (target.type === "file") nameFiles(target);
  if (target.dataset.postOffice) fillPostOffice(target);
});
document.addEventListener("htmx:afterSwap", ({ target }) => enhance(target.parentNode ?? target));
enhance(document);

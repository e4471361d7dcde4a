// Files go as soon as they are chosen or dropped, one after the other, each with its progress and a way to stop it.
// Without this module they go with the form, or by the button under the box.
//
// <div class="ds-file-upload" data-module data-upload='{…}'> (portal/common/fields.py)

function post(address, file, token, onProgress) {
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append("file", file);
  data.append("csrfmiddlewaretoken", token);
  request.open("POST", address);
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
  const answer = new Promise((resolve, reject) => {
    request.addEventListener("load", () => resolve({ status: request.status, text: request.responseText }));
    request.addEventListener("error", reject);
    request.addEventListener("abort", () => resolve({ status: 0 }));
  });
  request.send(data);
  return { answer, stop: () => request.abort() };
}

function element(name, facts, ...children) {
  const made = Object.assign(document.createElement(name), facts);
  made.append(...children);
  return made;
}

function button(text, onClick) {
  const made = element("button", { type: "button", className: "ds-button", textContent: text, onclick: onClick });
  Object.assign(made.dataset, { variant: "tertiary", size: "sm" });
  return made;
}

export function enhance(area) {
  const settings = JSON.parse(area.dataset.upload);
  const input = area.querySelector("input[type=file]");
  const form = input.form;
  const status = document.querySelector(`[data-chosen-files="${CSS.escape(input.id)}"]`);
  const going = element("ul", { className: "k-plain k-stack" });
  Object.assign(going.dataset, { gap: "2", live: "" });
  area.after(going);

  let waiting = 0;
  let last = Promise.resolve();

  function line(file, ...parts) {
    const name = element("span", { className: "k-grow", textContent: file.name });
    const made = element("li", { className: "k-file" }, name, ...parts);
    going.append(made);
    return made;
  }

  // What will not do, and what did not arrive: the latter can be tried again without choosing it anew.
  function refuse(file, text, { again = false } = {}) {
    const told = element("p", { className: "ds-validation-message", textContent: text });
    told.dataset.field = "validation";
    const made = line(file, told);
    const leave = (then) => () => {
      made.remove();
      input.focus();
      then?.();
    };
    const buttons = [[settings.close, leave()]];
    if (again) buttons.unshift([settings.again, leave(() => add(file))]);
    for (const [name, act] of buttons) {
      const choice = button(name, act);
      choice.ariaLabel = `${name}: ${file.name}`;
      made.append(choice);
    }
    status.textContent = `${file.name}: ${text}`;
  }

  // The files that are there already, as the server tells them.
  function show(html) {
    const list = document.getElementById(settings.list);
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(settings.list);
    if (list && fresh) list.replaceWith(document.adoptNode(fresh));
  }

  async function send(file, made, bar, stopped) {
    if (stopped()) return;
    const sending = post(settings.url, file, form.elements.csrfmiddlewaretoken.value, (part) => (bar.value = part));
    made.stop = sending.stop;
    try {
      const { status: code, text } = await sending.answer;
      if (code === 0) return;
      made.remove();
      if (code === 200) {
        show(text);
        document.getElementById(`${input.id}_error`)?.remove(); // "the file is missing" is no longer true
        status.textContent = `${settings.added}: ${file.name}`;
      } else if (code === 422) refuse(file, text);
      else refuse(file, settings.failed, { again: true });
    } catch {
      made.remove();
      refuse(file, settings.failed, { again: true });
    }
  }

  function add(file) {
    if (file.size > settings.maxBytes) return refuse(file, settings.tooLarge);
    const bar = element("progress", { max: 1, value: 0, ariaLabel: `${settings.sending}: ${file.name}` });
    let isStopped = false;
    const stop = button(settings.stop, () => {
      isStopped = true;
      made.stop?.();
      made.remove();
      status.textContent = `${settings.stopped}: ${file.name}`;
      input.focus();
    });
    stop.ariaLabel = `${settings.stop}: ${file.name}`;
    const made = line(file, bar, stop);
    waiting += 1;
    last = last.then(() => send(file, made, bar, () => isStopped)).finally(() => (waiting -= 1));
  }

  const addAll = (files) => [...files].forEach(add);

  const take = () => {
    const files = [...input.files];
    input.value = ""; // they do not go a second time with the form
    status.textContent = "";
    addAll(files);
  };
  input.addEventListener("change", take);
  if (input.files.length) take(); // chosen before this module had arrived over a slow line
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      event.preventDefault(); // or the browser would leave the page for the file
      area.dataset.over = "";
    });
  }
  for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => delete area.dataset.over);
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    addAll(event.dataTransfer.files);
  });

  if (settings.camera && matchMedia("(pointer: coarse)").matches) {
    const camera = element("input", { type: "file", accept: "image/jpeg,image/png", hidden: true });
    camera.setAttribute("capture", "environment");
    camera.addEventListener("change", () => addAll(camera.files));
    const shoot = button(settings.camera, () => camera.click());
    shoot.dataset.live = "";
    area.after(shoot);
  }

  // The form goes on when the files are there.
  form.addEventListener(
    "submit",
    (event) => {
      if (!waiting) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      last.finally(() => form.requestSubmit(event.submitter));
    },
    { capture: true },
  );
}

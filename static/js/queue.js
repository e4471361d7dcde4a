// Choosing rows of a staff queue: all at once, and how many are chosen. Without JavaScript each row is chosen by itself.

for (const form of document.querySelectorAll("form[data-choose]")) {
  const boxes = [...form.querySelectorAll('[name="_selected_action"]')];
  const all = form.querySelector("[data-choose-all]");
  const told = form.querySelector("[data-chosen]");
  const nothing = told.textContent;
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = count ? `${count} ${told.dataset.chosen}` : nothing;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}

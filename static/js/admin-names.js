// What Select2 and Django draw with the wrong name or none is put right as soon as it is drawn: Select2's boxes get the
// label of the list that they stand for.

const nameBoxes = () => {
  for (const box of document.querySelectorAll(":is(.select2-selection, .select2-selection__rendered):not([aria-label])")) {
    const label = box.closest(".select2")?.previousElementSibling?.labels?.[0]?.textContent.trim();
    if (label) box.setAttribute("aria-label", label);
  }
  for (const box of document.querySelectorAll(":is(.vDateField, .vTimeField)[placeholder]:not([aria-label])")) {
    const label = box.closest(".field-row")?.querySelector("label")?.textContent.replace("*", "").trim();
    box.setAttribute("aria-label", label ? `${label} ${box.placeholder}` : box.placeholder);
  }
  // Django gives a bare span a name, which only something with a role may have.
  for (const sign of document.querySelectorAll(".help-tooltip[aria-label]:not([role])")) sign.setAttribute("role", "img");
};

nameBoxes();
new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });

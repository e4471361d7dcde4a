// Select2 draws its own boxes without names: give each the label of the list that it stands for, as soon as it is drawn.

const nameBoxes = () => {
  for (const box of document.querySelectorAll(":is(.select2-selection, .select2-selection__rendered):not([aria-label])")) {
    const label = box.closest(".select2")?.previousElementSibling?.labels?.[0]?.textContent.trim();
    if (label) box.setAttribute("aria-label", label);
  }
};

nameBoxes();
new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });

/* One more line, one more point: the last one copied, emptied and numbered on. Spare ones stand there without script. */
const renumber = (node, pattern, number) => {
  for (const one of [node, ...node.querySelectorAll("*")]) {
    for (const name of ["name", "id", "for", "aria-labelledby", "aria-describedby"]) {
      const value = one.getAttribute(name);
      if (value) one.setAttribute(name, value.replace(pattern, `$1${number}`));
    }
  }
};
const empty = (node) => {
  node.querySelectorAll("input, textarea").forEach((one) => {
    if (one.type === "checkbox") one.checked = true;
    else one.value = "";
  });
  node.querySelectorAll(".small, .error").forEach((one) => one.remove());
};
const highest = (names, pattern) => Math.max(-1, ...names.map((name) => Number(name.match(pattern)?.[2] ?? -1)));
const namesIn = (node) => [...node.querySelectorAll("[name]")].map((one) => one.name);

const addAction = (point) => {
  const last = [...point.querySelectorAll("tr[data-line=action]")].at(-1);
  const copy = last.cloneNode(true);
  const pattern = /(action-)(\d+)/;
  renumber(copy, pattern, highest(namesIn(point), pattern) + 1);
  empty(copy);
  copy.cells[0].firstChild.textContent = Number(last.cells[0].firstChild.textContent) + 1;
  last.after(copy);
  return copy;
};
const addPoint = () => {
  const all = [...document.querySelectorAll("[data-point]")];
  const copy = all.at(-1).cloneNode(true);
  const pattern = /(\b(?:id_)?point-)(\d+)/g;
  const number = highest(namesIn(document), /^(point-)(\d+)/) + 1;
  copy.querySelectorAll("tr[data-line=action]").forEach((row, n) => n && row.remove());
  renumber(copy, pattern, number);
  empty(copy);
  copy.querySelector("[name$='-rank']").value = all.length + 1;
  copy.querySelector("h2").textContent = document.querySelector("[data-add=point]").textContent;
  all.at(-1).after(copy);
  return copy;
};
document.querySelectorAll("[data-add]").forEach((button) => { button.hidden = false; });
document.addEventListener("click", ({ target }) => {
  const what = target.dataset?.add;
  if (!what) return;
  const made = what === "point" ? addPoint() : addAction(target.closest("[data-point]"));
  made.querySelector("textarea, input:not([type=hidden])").focus();
});

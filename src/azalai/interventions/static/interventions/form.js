/* Only what is worth counting for the nature chosen; what holds a number stays. */
const nature = document.querySelector("select[name=nature]");
const counts = JSON.parse(nature.dataset.counts);
const show = () => {
  for (const name of ["sessions", "participants", "items"]) {
    const input = document.querySelector(`input[name=${name}]`);
    const wanted = !nature.value || counts[nature.value].includes(name);
    input.closest(".field").hidden = !wanted && !input.value;
  }
};
nature.addEventListener("change", show);
show();

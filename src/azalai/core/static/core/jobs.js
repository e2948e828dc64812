/* The bar moves by itself; without this the page has a link to look again. */
const place = document.querySelector("[data-job]");
const bar = place?.querySelector("progress");
const look = async () => {
  try {
    const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" } });
    if (!answer.ok) return setTimeout(look, 8000);
    const told = await answer.json();
    if (!told.open) return location.reload();
    bar.value = told.share;
    place.querySelector(".job-share").textContent = `${told.share} %`;
    if (told.step) place.querySelector("label").textContent = told.step;
  } catch { /* the network will come back */ }
  setTimeout(look, 1500);
};
if (bar) setTimeout(look, 800);

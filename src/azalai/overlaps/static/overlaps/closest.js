/* While typing: the closest existing interventions, asked of our own server. The page works without it. */
const NAMES = /^(title_|description_|planned_|actual_|lead$|places$|objectives$|cibles-\d+-group$)/;
document.querySelectorAll("[data-closest]").forEach((box) => {
  const form = box.closest("form");
  let timer = 0;
  let asking = null;
  let asked = "";
  const typed = () => {
    const data = new URLSearchParams({ of: box.dataset.of });
    new FormData(form).forEach((value, name) => { if (NAMES.test(name) && value) data.append(name, value); });
    return data;
  };
  const ask = async () => {
    const data = typed();
    if (`${data}` === asked) return;
    asking?.abort();
    asking = new AbortController();
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const request = { method: "POST", body: data, headers, signal: asking.signal };
    try {
      const answer = await fetch(box.dataset.closest, request);
      if (answer.headers.get("X-Azalai-Fragment") !== "closest") throw new Error(answer.status);
      const html = await answer.text();
      asked = `${data}`;
      /* Our own template, escaped by the server. */
      box.innerHTML = html;
    } catch (error) {
      if (error.name !== "AbortError") box.replaceChildren(Object.assign(document.createElement("p"), { className: "small grey", textContent: box.dataset.failed }));
    }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 350); };
  form.addEventListener("input", soon);
  if (!box.textContent.trim()) soon();
});

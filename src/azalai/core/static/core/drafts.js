/* What is typed is kept on the site after a pause, and in the browser until the site has it. */
const PAUSE = 2000, RETRY = 30000, STORE = "draft:unsent:";
const attempt = (f) => { try { return f(); } catch { return null; } };
const bodyOf = (form) => `${new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === "string"))}`;
const post = (url, body) => fetch(url, {
  method: "POST", body, redirect: "manual", keepalive: body.length < 60000,
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
}).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)));

const watch = (mark) => {
  const { form } = mark;
  const { autosave: url, owner, expired, offline, found } = mark.dataset;
  const line = form.querySelector("[data-autosave-line]");
  const rank = form.elements["draft-rank"];
  const here = `${STORE}${owner}:`;
  let dirty = false, sending = false, ended = false, timer = 0;
  const later = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };

  const save = async (force) => {
    clearTimeout(timer);
    if (!dirty || ended || (sending && force !== true)) return;
    rank.value = Number(rank.value) + 1;
    const body = bodyOf(form), slot = here + form.elements["draft-page"].value;
    [dirty, sending] = [false, true];
    attempt(() => { localStorage[slot] = JSON.stringify({ url, body }); });
    try {
      const said = await post(url, body);
      mark.value = said.key || mark.value;
      line.textContent = said.text || line.textContent;
      attempt(() => { if (JSON.parse(localStorage[slot]).body === body) delete localStorage[slot]; });
    } catch (answer) {
      ended = answer.type === "opaqueredirect" || answer.status === 403;
      line.textContent = ended ? expired : offline;
      dirty = true;
    }
    sending = false;
    if (dirty) later(line.textContent === offline ? RETRY : PAUSE);
  };

  form.addEventListener("input", () => { dirty = true; later(PAUSE); });
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  addEventListener("pagehide", () => save(true));
  addEventListener("online", () => save());

  /* What an earlier page could not send goes now, with the token of this one. */
  const left = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(here))) || [];
  left.forEach(async (slot) => {
    const kept = attempt(() => JSON.parse(localStorage[slot]));
    const body = new URLSearchParams(kept?.body);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const said = await post(kept?.url || url, `${body}`).catch(() => null);
    if (!said) return;
    attempt(() => delete localStorage[slot]);
    const isShown = [...document.links, location].some(({ href }) => href.endsWith(said.url));
    if (said.url && !isShown) line.append(Object.assign(document.createElement("a"), { href: said.url, textContent: found }));
  });
};
document.querySelectorAll("input[data-autosave]").forEach(watch);

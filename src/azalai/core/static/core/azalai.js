/* Niceties: every page works without them. */
const [KEPT, FORGET, BUSY] = document.documentElement.lang === "en"
  ? ["What you had typed and not sent is back. ", "Start afresh", "Sending: your request has gone."]
  : ["Votre saisie non envoyée est reprise. ", "Repartir de zéro", "Envoi en cours : votre demande est partie."];
const all = (css) => [...document.querySelectorAll(css)];
const make = (tag, facts) => Object.assign(document.createElement(tag), facts);
const notice = (textContent) => make("p", { className: "note waiting", role: "status", textContent });
/* Storage may be full or refused. */
const attempt = (f) => { try { return f(); } catch { return null; } };
const read = (key) => attempt(() => JSON.parse(localStorage[key]));
const write = (key, value) => attempt(() => { localStorage[key] = JSON.stringify(value); });
const drop = (key) => attempt(() => delete localStorage[key]);
const drafts = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) || [];

/* Drafts of forms with data-draft="key"; neither passwords nor files. */
const fields = (form) => [...form.elements].filter((f) => f.name && !/hidden|password|file|submit|button|set/.test(f.type));
const slot = (f) => (/checkbox|radio/.test(f.type) ? "checked" : "value");
const values = (form) => fields(form).map((f) => f[slot(f)]);
const fill = (form, kept) => fields(form).forEach((f, i) => { f[slot(f)] = kept[i]; });
const forms = new Map(all("form[data-draft]").map((form) => [`draft:${form.dataset.draft}`, form]));
const done = all(".messages .done").length;
drafts().forEach((key) => { if (read(key)?.sent && (done || !forms.has(key))) drop(key); });
forms.forEach((form, key) => {
  const blank = values(form);
  const kept = read(key)?.values;
  if (kept?.length === blank.length && `${kept}` !== `${blank}` && !form.querySelector(".field-wrong")) {
    fill(form, kept);
    const line = notice(KEPT);
    const onclick = () => { drop(key); fill(form, blank); line.remove(); };
    line.append(make("button", { type: "button", className: "link", textContent: FORGET, onclick }));
    form.prepend(line);
  }
  form.oninput = form.onsubmit = ({ type }) => write(key, { values: values(form), sent: type === "submit" });
});

/* One sending at a time; signing out leaves no draft on a shared computer. */
const busy = new Map();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("forget" in form.dataset) drafts().forEach(drop);
  if (form.method !== "post") return;
  if (busy.has(form)) {
    event.preventDefault();
    form.append(busy.get(form));
    return;
  }
  const line = notice(BUSY);
  busy.set(form, line);
  setTimeout(() => { busy.delete(form); line.remove(); }, 8000);
});

/* Folded parts with an id stay as the person left them. */
all("details[id]").forEach((part) => {
  const key = `open:${location.pathname}#${part.id}`;
  part.open = read(key) ?? part.open;
  part.ontoggle = () => write(key, part.open);
});

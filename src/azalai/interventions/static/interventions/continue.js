/* A long reading goes on by itself while its page is open. */
const form = document.querySelector("form[data-continue]");
if (form) setTimeout(() => form.requestSubmit(), 400);

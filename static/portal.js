"use strict";

// A long form keeps what was typed in the browser until it has been saved: <form data-draft="unique name">.
// The version is kept with the words: those typed before a colleague's change are to be compared with his.
const remembered = /(^|-)version$|^initial-/;
const drafts = {
  key: (form) => `draft:${location.pathname}:${form.dataset.draft}`,
  save(form) {
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf"));
    sessionStorage.setItem(this.key(form), JSON.stringify(fields));
  },
  restore(form) {
    const kept = sessionStorage.getItem(this.key(form));
    if (!kept || this.isRefused(form)) return;
    for (const [name, value] of JSON.parse(kept)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && (remembered.test(name) || ["text", "number", "date"].includes(field.type)))) field.value = value;
    }
  },
  isRefused: (form) => form.parentElement.querySelector(".is-invalid, [role=alert]") !== null,
  send(form) {
    sessionStorage.setItem("sent", this.key(form));
  },
  // What was sent is forgotten only when the answer is not the same form with its complaints.
  settle(isAnswered) {
    const key = sessionStorage.getItem("sent");
    sessionStorage.removeItem("sent");
    const refused = [...forms(document)].some((form) => this.key(form) === key && this.isRefused(form));
    if (key && isAnswered && !refused) sessionStorage.removeItem(key);
  },
};

const forms = (root) => root.querySelectorAll("form[data-draft]");

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form) drafts.save(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) event.preventDefault();
  else if (form.dataset.draft) drafts.send(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.requestConfig.elt.dataset.draft) drafts.settle(event.detail.successful);
});
// Coming back after a lost connection, an error or the login page is no answer to what was sent.
const visit = performance.getEntriesByType("navigation")[0];
drafts.settle(visit.type === "navigate" && !(visit.responseStatus >= 400) && document.querySelector(".portal-user"));
// A filter form sends itself when a choice changes; without JavaScript its button does.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});
// A button that opens what it names: <button data-copy="#text" data-into="#field">.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const target = document.querySelector(button.dataset.into);
  target.value = button.dataset.copy;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
});
document.addEventListener("htmx:load", (event) => {
  forms(event.detail.elt).forEach((form) => drafts.restore(form));
  const first = event.detail.elt.querySelector?.("[autofocus]");
  first?.focus();
  first?.removeAttribute("autofocus"); // once: a form that a later answer leaves alone does not ask for it again
});
// A refusal comes with its reason as a page fragment: show it where the answer would have stood.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:responseError", () => {
  const alert = document.createElement("div");
  alert.className = "alert alert-danger";
  alert.setAttribute("role", "alert");
  alert.textContent = "Не удалось выполнить действие. Обновите страницу и попробуйте ещё раз.";
  document.querySelector("#messages").replaceChildren(alert);
});
// A tick that ticks all of a name: <input type="checkbox" data-tick-all="name">.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.tickAll;
  if (name) for (const tick of document.getElementsByName(name)) tick.checked = event.target.checked;
});
// A search box that leaves only the ticks with these words: <input data-narrow="#group">. What is ticked stays.
document.addEventListener("input", (event) => {
  const group = event.target.dataset?.narrow && document.querySelector(event.target.dataset.narrow);
  if (!group) return;
  const words = event.target.value.toLowerCase();
  for (const label of group.querySelectorAll("label:has(input)")) {
    label.closest("div").hidden = !label.textContent.toLowerCase().includes(words) && !label.querySelector("input").checked;
  }
});
// The rest of the menu closes when one turns to something else.
const closeMenu = () => document.querySelectorAll(".menu-more[open]").forEach((menu) => { menu.open = false; });
document.addEventListener("click", (event) => {
  if (!event.target.closest(".menu-more")) closeMenu();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenu();
});
// What is folded on a narrow screen and open on a wide one: <details data-fold open>.
const wide = window.matchMedia("(min-width: 48rem)"); // where the summary is shown no more
const fold = () => document.querySelectorAll("details[data-fold]").forEach((details) => { details.open = wide.matches; });
wide.addEventListener("change", fold);
fold();
// What somebody has opened stays open on his next pages, until he closes it: <details data-keeps="name">.
const opened = "opened:";
document.addEventListener("toggle", ({ target }) => {
  const name = target.dataset?.keeps;
  if (name && target.open) sessionStorage.setItem(opened + name, "");
  else if (name) sessionStorage.removeItem(opened + name);
}, true);
for (const details of document.querySelectorAll("[data-keeps]")) {
  if (sessionStorage.getItem(opened + details.dataset.keeps) !== null) details.open = true;
}
// The menus of a narrow screen are scrolled to the place where one is.
for (const place of document.querySelectorAll(".portal-menu [aria-current], .section-links [aria-current]")) {
  const menu = place.closest(".portal-menu > ul, nav"), shown = place.closest("details") ?? place;
  menu.scrollLeft += shown.getBoundingClientRect().left - menu.getBoundingClientRect().left - 60;
}
// A link to the next of its kind below the one at the top of the screen: <a data-next="[data-to-check]" href="#first">.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-next]");
  const rows = link ? [...document.querySelectorAll(link.dataset.next)] : [];
  const isBelow = (row) => row.getBoundingClientRect().top > parseFloat(getComputedStyle(row).scrollMarginTop) + 1;
  if (rows.length) link.hash = (rows.find(isBelow) ?? rows[0]).id;
});
// A text to be copied is selected whole once it is entered: <textarea readonly data-select>.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-select]")) target.select();
});

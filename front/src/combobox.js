// Suggestions under a search box: an ARIA combobox with a list, of what /zoek/suggesties answers.

import { fill, make } from "./dom.js";

const WAIT = 150;
let count = 0;

/**
 * Give an input suggestions.
 * @param {HTMLInputElement} input the search box
 * @param {{address: string, words: {suggestions: string, one: string, none: string}, ask?: Function, go?: Function}} options
 *   address: what answers `?q=` with suggestions; words: what is told of the list; ask, go: of fetching and leaving, for tests.
 */
export function combobox(input, { address, words, ask = fetched, go = (url) => location.assign(url) }) {
  const list = make("ul", { id: `suggesties-${++count}`, className: "suggestions", hidden: true });
  const status = make("span", { className: "unseen" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.list);
  status.setAttribute("role", "status");
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox");
  set("autocomplete", "off");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  set("aria-expanded", "false");
  input.after(list, status);

  let found = [];
  let active = -1;
  let timer;
  let under;

  const close = () => {
    list.hidden = true;
    active = -1;
    set("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (n) => {
    input.value = found[n].label;
    close();
    go(found[n].url);
  };
  const move = (n) => {
    active = n;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === n)));
    if (n < 0) input.removeAttribute("aria-activedescendant");
    else {
      set("aria-activedescendant", list.children[n].id);
      list.children[n].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (suggestions) => {
    const at = found[active]?.url;
    found = suggestions.filter((one) => one.url);
    list.replaceChildren(
      ...found.map((one, n) => {
        const item = make("li", { id: `${list.id}-${n}` }, one.label, " ", make("span", { className: "kind", textContent: one.kind }));
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.addEventListener("click", () => choose(n));
        return item;
      }),
    );
    list.hidden = !found.length;
    set("aria-expanded", String(found.length > 0));
    move(found.findIndex((one) => one.url === at)); // who is at one stays there: Enter opens what the eye is on
    status.textContent = found.length === 1 ? words.one : found.length ? fill(words.suggestions, { count: found.length }) : words.none;
  };
  const look = async () => {
    under?.abort();
    const typed = input.value.trim();
    if (typed.length < 2) {
      status.textContent = "";
      return close();
    }
    const { signal } = (under = new AbortController());
    try {
      const answer = await ask(`${address}?q=${encodeURIComponent(typed)}`, signal);
      if (!signal.aborted && document.activeElement === input) show(answer.suggestions);
    } catch {
      if (!signal.aborted) close(); // not found or refused: the form itself still works
    }
  };
  const forget = () => {
    clearTimeout(timer);
    under?.abort();
  };

  input.addEventListener("input", () => {
    move(-1);
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const last = found.length - 1;
    const step = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[event.key];
    if (step !== undefined && open) move(step);
    else if (event.key === "Enter" && open && active >= 0) choose(active);
    else if (event.key === "Escape" && open) {
      forget(); // or an answer under way opens it again
      close();
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // or the box loses the focus before the click
}

async function fetched(url, signal) {
  const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

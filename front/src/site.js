// What every page can do more where scripts run: `/` goes to the search box, names to choose from, more fields, and copying.
import { combobox } from "./combobox.js";
import { fill, make } from "./dom.js";

const { words: json, suggest } = document.currentScript.dataset;
const words = JSON.parse(json);

const button = (text, act) => make("button", { type: "button", className: "small", textContent: text, onclick: act });

const boxes = [...document.querySelectorAll("input[type=search][name=q]")];
for (const input of boxes) combobox(input, { address: suggest, words });

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  // A page about searching has its box in its midst; all others have it at the top.
  const box = boxes.findLast((one) => one.checkVisibility?.() ?? true);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A field of several values: one more field at a time.
for (const group of document.querySelectorAll("fieldset[data-most]")) {
  const name = group.querySelector("legend").textContent;
  const more = button(fill(words.more, { name }), () => {
    const fields = [...group.querySelectorAll(".field")];
    const next = fields.at(-1).cloneNode(true);
    const [label, input] = [next.querySelector("label"), next.querySelector("input")];
    const number = fields.length + 1;
    input.id = label.htmlFor = input.id.replace(/\d+$/, number);
    label.textContent = `${name} ${number}`;
    input.value = "";
    more.before(next);
    more.hidden = number >= +group.dataset.most;
    input.focus();
  });
  group.append(more);
}

// What is meant to be taken along can be copied.
const told = make("span", { className: "unseen", attributes: { role: "status" } });
document.body.append(told);
for (const text of document.querySelectorAll("pre:not(.place-line)")) {
  const copy = button(words.copy, async () => {
    try {
      await navigator.clipboard.writeText(text.innerText);
      told.textContent = copy.textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(text); // a browser that refuses: one key is left to press
      told.textContent = words.selected;
    }
    setTimeout(() => {
      copy.textContent = words.copy;
      told.textContent = "";
    }, 2000);
  });
  copy.classList.add("copy");
  text.before(copy);
}

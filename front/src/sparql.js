// The editor over the plain form of the page for queries. The form stays what it was: this fills its textarea and sends it.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { options, wordBefore } from "./completion.js";
import { make } from "./dom.js";
import { declaration } from "./prefixes.js";

const { source, words: json } = document.currentScript.dataset;
const { nonce } = document.currentScript;
const said = JSON.parse(json);
const area = document.getElementById("query");
const form = area.form;
const label = document.getElementById("query-label");

// What completing and the questions need comes a moment later; until then one simply types.
let words = { prefixes: {}, terms: [], things: [], questions: {} };
const ready = fetch(source)
  .then((response) => (response.ok ? response.json() : words))
  .catch(() => words)
  .then((found) => (words = found));

// Short names and IRIs are told apart, too. Colours are in the style sheet of the site, light and dark.
const language = SparqlLanguage.configure({
  props: [styleTags({ "Pname_ln Pname_ns A_predicate": tags.propertyName, IriRef: tags.url, Langtag: tags.string })],
});
const colours = HighlightStyle.define(
  Object.entries({
    keyword: [tags.keyword, tags.bool],
    name: [tags.propertyName],
    iri: [tags.url, tags.namespace],
    variable: [tags.variableName],
    text: [tags.string, tags.integer, tags.float, tags.typeName],
    comment: [tags.comment],
  }).map(([name, tag]) => ({ tag, class: `q-${name}` })),
);

// Where the query that was sent is wrong; gone as soon as something changes.
const setWrong = StateEffect.define();
const wrong = StateField.define({
  create: () => Decoration.none,
  update: (value, change) => change.effects.find((effect) => effect.is(setWrong))?.value ?? (change.docChanged ? Decoration.none : value),
  provide: (field) => EditorView.decorations.from(field),
});

const complete = ({ state, pos, explicit }) => {
  const line = state.doc.lineAt(pos);
  const word = wordBefore(line.text.slice(0, pos - line.from)) ?? (explicit ? { from: pos - line.from, text: "" } : null);
  if (!word || (!explicit && word.text.length < 2 && !/[?$:]/.test(word.text))) return null;
  const found = options(word.text, words, state.doc.toString());
  if (!found.length) return null;
  return { from: line.from + word.from, filter: false, options: found.map(({ text, detail, kind }) => ({ label: text, detail, type: kind })) };
};

const declare = (view) => {
  const more = declaration(view.state.doc.toString(), words.prefixes);
  if (more) view.dispatch({ changes: { from: more.at, insert: more.text } });
};

const send = () => {
  form.requestSubmit(form.querySelector("button:not([formmethod])"));
  return true;
};

const keys = make("p", { className: "hint", id: "query-keys", textContent: said.keys });
const status = make("p", { className: "wrong-place", attributes: { role: "status" } });
const view = new EditorView({
  state: EditorState.create({
    doc: area.value,
    extensions: [
      EditorView.cspNonce.of(nonce),
      keymap.of([{ key: "Mod-Enter", run: send }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      EditorView.lineWrapping,
      new LanguageSupport(language),
      syntaxHighlighting(colours),
      autocompletion({ override: [complete], icons: false }),
      wrong,
      EditorState.phrases.of({ Completions: said.completions }),
      EditorView.contentAttributes.of({ "aria-labelledby": label.id, "aria-describedby": keys.id }),
      // Typed over lines in colours, a browser would keep the colour as an inline style, which the policy refuses.
      EditorView.domEventHandlers({
        beforeinput(event, view) {
          const { from, to } = view.state.selection.main;
          if (event.inputType !== "insertText" || !event.data || view.composing || view.state.doc.lineAt(from).to >= to) return false;
          event.preventDefault();
          view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
          return true;
        },
      }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        status.textContent = "";
        // What is typed, pasted or completed gets its prefix declared; what is undone or deleted stays so.
        if (update.transactions.some((change) => change.isUserEvent("input"))) declare(update.view);
      }),
    ],
  }),
});

ready.then(() => {
  if (view.state.doc.toString() !== area.value) declare(view); // typed in the meantime
});

area.before(view.dom, status);
area.hidden = true;
area.required = false;
label.addEventListener("click", () => view.focus());
form.querySelector(".hint").replaceWith(keys); // the long query is posted by itself here
form.querySelector("[formmethod]").hidden = true;

form.addEventListener("submit", (event) => {
  area.value = view.state.doc.toString();
  if (!area.value.trim()) {
    event.preventDefault();
    view.focus();
  }
  form.method = encodeURIComponent(area.value).length > +form.dataset.longest ? "post" : "get";
});

// A question fills the editor; what was in it comes back with undo.
const presets = document.getElementById("vragen");
presets.addEventListener("submit", async (event) => {
  const chosen = new FormData(presets).get("vraag");
  event.preventDefault();
  if (!chosen) return;
  const text = (await ready).questions[chosen];
  if (text === undefined) {
    presets.submit();
    return;
  }
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
  view.focus();
});

const { line, column, problem } = area.dataset;
if (line && +line <= view.state.doc.lines) {
  const at = view.state.doc.line(+line);
  const from = Math.min(at.from + +column - 1, at.to);
  const parts = [Decoration.line({ class: "q-wrong-line" }).range(at.from)];
  if (from < at.to) parts.push(Decoration.mark({ class: "q-wrong" }).range(from, Math.min(from + 1, at.to)));
  view.dispatch({ selection: { anchor: from }, effects: [setWrong.of(Decoration.set(parts)), EditorView.scrollIntoView(from)] });
  status.textContent = problem;
}

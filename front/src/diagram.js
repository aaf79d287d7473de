// A picture that answers: choose an element, see what it hangs together with, and the way to another. The server's own SVG is
// the picture and its links stay links; without this script it is all that it was.
import { fill, make } from "./dom.js";
import { Graph } from "./graph.js";
import { zooming } from "./zoom.js";

const ACROSS = { ArrowRight: 1, ArrowLeft: -1 };
const TRAIL = "agendagraph-trail";
const words = JSON.parse(document.currentScript.dataset.words);

function answering(figure) {
  const svg = figure.querySelector("svg.diagram");
  if (!svg) return;
  const { addresses, ...picture } = JSON.parse(figure.dataset.graph);
  const graph = new Graph(picture);
  const cards = graph.nodes.map((_, n) => svg.querySelector(`[id$="-n${n}"]`));
  const lines = [...svg.querySelectorAll("[data-e]")].map((part) => ({ part, edges: part.dataset.e.split(" ").map(Number) }));
  const places = cards.map((card) => {
    if (!card) return null;
    const { x, y, width, height } = card.getBBox();
    return { x: x + width / 2, y: y + height / 2 };
  });
  const zoom = zooming(svg);
  let chosen = -1;

  // The whole picture is one stop for Tab: where one was last. From there arrows lead on.
  const order = [...svg.querySelectorAll(".node")].map((card) => cards.indexOf(card)).filter((n) => n >= 0);
  let stop = -1;
  const stopAt = (n) => {
    cards[stop]?.setAttribute("tabindex", -1);
    stop = n;
    cards[stop]?.setAttribute("tabindex", 0);
  };
  for (const n of order) cards[n].setAttribute("tabindex", -1);
  const start = svg.querySelector(".is-focus, .is-goal, .is-start");
  stopAt(start ? cards.indexOf(start) : order[0]);

  // Light up these and dim the others, and make what is near stand out; where nothing is lit nothing is dimmed.
  const light = (nodes, edges, near = edges) => {
    const some = nodes.size > 0;
    figure.classList.toggle("some", some);
    cards.forEach((card, n) => {
      card?.classList.toggle("dim", some && !nodes.has(n));
      card?.classList.toggle("lit", some && nodes.has(n));
      card?.classList.toggle("chosen", n === chosen);
    });
    for (const line of lines) {
      line.part.classList.toggle("dim", some && !line.edges.some((edge) => edges.has(edge)));
      line.part.classList.toggle("lit", some && line.edges.some((edge) => edges.has(edge)));
      line.part.classList.toggle("near", some && line.edges.some((edge) => near.has(edge)));
    }
  };

  // The panel: what is chosen, in words and links.
  const status = make("p", { attributes: { role: "status" } });
  const body = make("div", {}, make("p", { className: "hint", textContent: words.how }));
  const panel = make("section", { className: "panel", attributes: { "aria-label": words.panel } }, status, body);
  const leave = (event) => {
    if (!event.ctrlKey && !event.metaKey) remember();
  };
  const title = (n) => {
    const { name, kind, url } = graph.nodes[n];
    const text = url ? make("a", { href: url, textContent: name, title: fill(words.open, { name }) }) : name;
    return make("p", { className: "panel-title" }, text, " ", make("span", { className: "kind", textContent: kind }));
  };
  const to = (n) => make("button", { type: "button", className: "link", textContent: graph.nodes[n].name, onclick: () => choose(n, true) });
  const sentence = ({ source, target, words: how }, here) =>
    make("li", {}, source === here ? graph.nodes[source].name : to(source), ` ${how} `, target === here ? graph.nodes[target].name : to(target));

  const describe = (n) => {
    const { name, facts, where, more, around } = graph.nodes[n];
    const parts = [title(n)];
    if (facts.length || where.length) {
      const list = make("dl");
      for (const [head, text] of facts) list.append(make("dt", { textContent: head }), make("dd", { textContent: text }));
      if (where.length) {
        const links = where.flatMap(([text, href], place) => [place ? " · " : "", make("a", { href, textContent: text })]);
        list.append(make("dt", { textContent: addresses.where }), make("dd", {}, ...links));
      }
      parts.push(list);
    }
    const relations = graph.at(n);
    if (relations.length)
      parts.push(make("p", { className: "panel-head", textContent: words.relations }), make("ul", {}, ...relations.map(({ number }) => sentence(graph.edges[number], n))));
    if (graph.nodes.length > 1) {
      const others = graph.nodes.map(({ name }, place) => ({ name, place })).filter(({ place }) => place !== n);
      others.sort((a, b) => a.name.localeCompare(b.name));
      const select = make("select", { onchange: () => select.value && connect(n, +select.value) }, new Option("…", ""));
      select.append(...others.map(({ name, place }) => new Option(name, place)));
      parts.push(make("p", {}, make("label", {}, `${words.to} `, select)));
    }
    if (around) {
      const count = more === 1 ? words.hidden_one : fill(words.hidden, { count: more });
      parts.push(make("p", {}, more ? `${count} ` : "", make("a", { href: around, textContent: fill(words.expand, { name }), onclick: leave })));
    }
    return parts;
  };

  const keep = (state) => {
    const ours = /^#gekozen=/.test(location.hash);
    if (state || ours) history.replaceState(history.state, "", state ? `#${new URLSearchParams(state)}` : location.pathname + location.search);
  };
  const clear = () => {
    chosen = -1;
    search.value = "";
    light(new Set(), new Set());
    status.textContent = "";
    body.replaceChildren(make("p", { className: "hint", textContent: words.how }));
    panel.classList.remove("open");
    keep(null);
  };
  const tell = (text, ...parts) => {
    status.textContent = text;
    body.replaceChildren(...parts);
    body.scrollTop = 0;
    panel.classList.add("open");
  };
  const choose = (n, focus = false) => {
    chosen = n;
    stopAt(n);
    const [along, against] = [graph.reach(n, true), graph.reach(n, false)];
    const near = new Set(graph.at(n).map(({ number }) => number));
    light(new Set([n, ...along.nodes, ...against.nodes]), new Set([...along.edges, ...against.edges]), near);
    tell(fill(words.chosen, { below: along.nodes.size, above: against.nodes.size }), ...describe(n));
    keep({ gekozen: graph.nodes[n].id });
    if (focus) cards[n]?.focus();
  };
  const connect = (start, end) => {
    const way = graph.way(start, end);
    const ends = { start: graph.nodes[start].name, end: graph.nodes[end].name };
    const whole = make("p", {}, make("a", { href: `${addresses.path}?${new URLSearchParams({ van: graph.nodes[start].id, naar: graph.nodes[end].id })}`, textContent: words.whole, onclick: leave }));
    if (!way) {
      light(new Set([start, end]), new Set());
      tell(fill(words.noway, ends), whole);
    } else {
      light(new Set([start, ...way.map(([n]) => n)]), new Set(way.map(([, edge]) => edge)));
      const steps = way.map(([, edge]) => sentence(graph.edges[edge], -1));
      tell(fill(way.length === 1 ? words.way_one : words.way, { ...ends, count: way.length }), make("ol", {}, ...steps), whole);
    }
    keep({ gekozen: graph.nodes[start].id, naar: graph.nodes[end].id });
  };
  const pick = (n, second) => (second && chosen >= 0 && chosen !== n ? connect(chosen, n) : choose(n));

  // Where one came from, so that there is a way back: it lasts as long as the tab.
  const trail = () => {
    try {
      return JSON.parse(sessionStorage.getItem(TRAIL)) ?? [];
    } catch {
      return [];
    }
  };
  const save = (steps) => {
    try {
      sessionStorage.setItem(TRAIL, JSON.stringify(steps.slice(-20)));
    } catch {
      /* a browser that keeps nothing has its own way back */
    }
  };
  const here = () => location.pathname + location.search;
  const remember = () => save([...trail(), { to: "", url: here() + location.hash, title: document.querySelector("h1")?.textContent ?? "" }]);

  // The tools.
  const tool = (text, sign, act) => make("button", { type: "button", className: "tool", title: text, textContent: sign, onclick: act, attributes: { "aria-label": text } });
  const search = make("input", { type: "search", autocomplete: "off" });
  let hits = [];
  let next = 0;
  search.addEventListener("input", () => {
    hits = graph.matching(search.value);
    next = 0;
    light(new Set(hits), new Set());
    status.textContent = search.value.trim() ? fill(words.found, { count: hits.length, all: graph.nodes.length }) : "";
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (hits.length) choose(hits[next++ % hits.length], true);
  });
  const tools = make(
    "div",
    { className: "tools", attributes: { role: "group", "aria-label": words.tools } },
    make("label", {}, `${words.search} `, search),
    tool(words.larger, "+", () => zoom.by(1.25)),
    tool(words.smaller, "−", () => zoom.by(0.8)),
    tool(words.fit, words.fit, zoom.fit),
  );
  if (document.fullscreenEnabled)
    tools.append(tool(words.full, words.full, () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen().catch(() => {}))));
  tools.append(tool(words.clear, words.clear, clear));
  const steps = trail();
  const last = steps.at(-1);
  if (last?.url.startsWith("/") && last.url.replace(/#.*/, "") !== here()) {
    tools.append(make("a", { className: "back", href: last.url, textContent: fill(words.back, { title: last.title }), onclick: () => save(steps.slice(0, -1)) }));
  }

  // With a mouse or a finger an element is chosen; Enter follows its link, as ever, and so does Ctrl with a click.
  cards.forEach((card, n) => {
    card?.addEventListener("click", (event) => {
      if (!event.detail || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (!zoom.dragged()) pick(n, event.shiftKey);
    });
    card?.addEventListener("focus", () => {
      stopAt(n);
      if (card.matches(":focus-visible") && chosen !== n && !held) choose(n);
    });
  });
  // The panel lies over the bottom of the screen: what has the focus is moved clear of it (`scroll-padding` says by how much).
  figure.addEventListener("focusin", ({ target }) => {
    if (!panel.contains(target)) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  let held = false; // while Shift is down the keyboard moves on, and what was chosen stays
  figure.addEventListener("keyup", (event) => {
    if (event.key === "Shift") held = false;
  });
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !document.fullscreenElement) return clear();
    const n = cards.indexOf(event.target.closest?.(".node"));
    if (event.key === "Shift" && n >= 0 && n === chosen) held = true;
    if (event.key === "Tab") held = false;
    if (event.target === search) return;
    let act = { "+": () => zoom.by(1.25), "-": () => zoom.by(0.8), 0: zoom.fit }[event.key];
    // Left and right along relations; up and down through all that is drawn, in the order of the page.
    const place = order.indexOf(n);
    const there = n < 0 ? -1 : event.key in ACROSS ? graph.towards(n, ACROSS[event.key], places)
      : ({ ArrowDown: order[place + 1], ArrowUp: order[place - 1], Home: order[0], End: order.at(-1) }[event.key] ?? -1);
    if (there >= 0) act = () => cards[there].focus();
    else if (n >= 0 && (event.key === " " || (event.key === "Enter" && event.shiftKey))) act = () => pick(n, event.shiftKey);
    if (!act) return;
    event.preventDefault();
    act();
  });

  figure.classList.add("answers");
  figure.prepend(tools);
  svg.closest(".scroll").after(panel);
  zoom.start(start);

  const asked = new URLSearchParams(location.hash.slice(1));
  const [first, second] = ["gekozen", "naar"].map((name) => graph.nodes.findIndex((node) => node.id === asked.get(name)));
  if (first >= 0) {
    choose(first);
    if (second >= 0) connect(first, second);
  }
}

for (const figure of document.querySelectorAll("figure[data-graph]")) answering(figure);

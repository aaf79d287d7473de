"use strict";
// What the page can do more where scripts run: search, zoom, light up what hangs together, and the way from one thing to another.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const svg = document.querySelector(".picture svg");
  const words = one("tools").dataset;
  const told = one("told");
  const nodes = all("tr[data-n]").map((row) => ({ row, name: row.cells[0].textContent, card: one(row.dataset.n) }));
  const drawn = all(".edge", svg);
  const forks = all("g:not(.legend) > .fork", svg).map((fork) => fork.parentNode);
  const edges = all("tr[data-a]").map((row) => ({ row, a: +row.dataset.a, b: +row.dataset.b, e: row.dataset.e, f: row.dataset.f }));
  let chosen = -1;

  const fill = (text, ...values) => values.reduce((said, value, n) => said.replace(`{${n}}`, () => value), text);

  const mark = (part, some, is) => {
    part.classList.toggle("lit", is);
    part.classList.toggle("dim", some && !is);
  };

  // Light up some nodes and edges and dim the others; nothing lit means nothing dimmed.
  const light = (these, those, text) => {
    const some = these.size > 0;
    nodes.forEach(({ row, card }, n) => {
      row.classList.toggle("lit", some && these.has(n));
      if (card) mark(card, some, these.has(n));
    });
    edges.forEach(({ row }, n) => row.classList.toggle("lit", some && those.has(n)));
    // Several edges can share a line or a fork.
    const on = (key, place) => edges.some((edge, n) => edge[key] === String(place) && those.has(n));
    drawn.forEach((line, e) => mark(line, some, on("e", e)));
    forks.forEach((fork, f) => mark(fork, some, on("f", f)));
    told.textContent = text;
  };
  const clear = () => {
    chosen = -1;
    all("tr[hidden]").forEach((row) => { row.hidden = false; });
    one("search").value = "";
    light(new Set(), new Set(), "");
  };

  // All that can be reached from a node in one direction, with the edges on the way.
  const reach = (start, from, to, these, those) => {
    const todo = [start];
    const seen = new Set(todo);
    while (todo.length) {
      const here = todo.pop();
      edges.forEach((edge, n) => {
        if (edge[from] !== here) return;
        those.add(n);
        these.add(edge[to]);
        if (!seen.has(edge[to])) { seen.add(edge[to]); todo.push(edge[to]); }
      });
    }
    return seen.size - 1;
  };
  const choose = (n) => {
    chosen = n;
    const these = new Set([n]);
    const those = new Set();
    const needed = reach(n, "a", "b", these, those);
    const using = reach(n, "b", "a", these, those);
    light(these, those, fill(words.chosen, nodes[n].name, needed, using));
  };

  // The shortest way: along the arrows, else in any direction.
  const way = (start, end, anyhow) => {
    const came = new Map([[start, null]]);
    const todo = [start];
    while (todo.length && !came.has(end)) {
      const here = todo.shift();
      edges.forEach((edge, n) => {
        const next = edge.a === here ? edge.b : anyhow && edge.b === here ? edge.a : null;
        if (next !== null && !came.has(next)) { came.set(next, [here, n]); todo.push(next); }
      });
    }
    if (!came.has(end)) return anyhow ? null : way(start, end, true);
    const path = [];
    for (let at = end; came.get(at); at = came.get(at)[0]) path.unshift([at, came.get(at)[1]]);
    return path;
  };
  const show = (start, end) => {
    const path = way(start, end, false);
    if (!path) { light(new Set(), new Set(), words.noway); return; }
    const names = [start, ...path.map(([n]) => n)];
    light(new Set(names), new Set(path.map(([, n]) => n)), fill(words.way, names.map((n) => nodes[n].name).join(" – ")));
  };

  one("search").addEventListener("input", ({ target }) => {
    const wanted = target.value.trim().toLocaleLowerCase();
    const hits = new Set();
    nodes.forEach(({ row }, n) => {
      const fits = row.textContent.toLocaleLowerCase().includes(wanted);
      row.hidden = !fits;
      if (wanted && fits) hits.add(n);
    });
    edges.forEach(({ row, a, b }) => { row.hidden = Boolean(wanted) && !hits.has(a) && !hits.has(b); });
    light(hits, new Set(), wanted ? fill(words.found, hits.size, nodes.length) : "");
  });

  for (const id of ["from", "to"]) {
    nodes.forEach(({ name }, n) => one(id).append(new Option(name, n)));
    one(id).addEventListener("change", () => {
      if (one("from").value && one("to").value) show(+one("from").value, +one("to").value);
    });
  }

  // With a mouse a node is chosen; Enter follows the link as ever, the space bar chooses.
  const pick = (event, n) => {
    event.preventDefault();
    if (event.shiftKey && chosen >= 0) show(chosen, n);
    else choose(n);
  };
  nodes.forEach(({ card }, n) => {
    if (!card) return;
    card.addEventListener("click", (event) => { if (event.detail && !event.ctrlKey && !event.metaKey) pick(event, n); });
    card.addEventListener("keydown", (event) => { if (event.key === " ") pick(event, n); });
  });

  const wide = svg.viewBox.baseVal.width;
  let zoom = 1;
  const scale = (factor) => {
    zoom = factor ? Math.min(4, Math.max(0.2, zoom * factor)) : Math.min(1, (svg.parentNode.clientWidth - 4) / wide);
    svg.style.width = `${Math.round(wide * zoom)}px`;
  };
  one("larger").addEventListener("click", () => scale(1.25));
  one("smaller").addEventListener("click", () => scale(0.8));
  one("fit").addEventListener("click", () => scale(0));
  one("clear").addEventListener("click", clear);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { clear(); return; }
    if (/^(INPUT|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "/": () => one("search").focus(), "+": () => scale(1.25), "-": () => scale(0.8), 0: () => scale(0) }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  one("tools").hidden = false;
})();

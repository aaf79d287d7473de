// What hangs together with what in one picture: nothing of the page in here.

/** The relations of a picture, with their arrows as they are drawn. */
export class Graph {
  /** @param {{nodes: object[], edges: [number, number, string][], reversed: boolean}} picture */
  constructor({ nodes, edges, reversed }) {
    this.nodes = nodes;
    // An arrow as drawn; in some pictures it runs from what is needed to what needs it.
    this.edges = edges.map(([source, target, words]) => ({ source, target, words, from: reversed ? target : source, to: reversed ? source : target }));
  }

  /** The edges at a node, each with its other end and whether it leaves as drawn. */
  at(n) {
    return this.edges.flatMap((edge, number) =>
      edge.from === n ? [{ number, other: edge.to, leaves: true }] : edge.to === n ? [{ number, other: edge.from, leaves: false }] : [],
    );
  }

  /** All that is reached from a node with the arrows (or against them), and the edges on the way; the node itself is not in it. */
  reach(start, along) {
    const nodes = new Set();
    const edges = new Set();
    const todo = [start];
    while (todo.length)
      for (const { number, other, leaves } of this.at(todo.pop())) {
        if (leaves !== along) continue;
        edges.add(number);
        if (other === start || nodes.has(other)) continue;
        nodes.add(other);
        todo.push(other);
      }
    return { nodes, edges };
  }

  /** The shortest way as [node, edge that led there] in order: with the arrows, else against them, else in any direction; null for none. */
  way(start, end) {
    for (const fits of [(step) => step.leaves, (step) => !step.leaves, () => true]) {
      const found = this.#search(start, end, fits);
      if (found) return found;
    }
    return null;
  }

  #search(start, end, fits) {
    const came = new Map([[start, null]]);
    for (const here of came.keys()) {
      if (here === end) break;
      for (const step of this.at(here)) if (fits(step) && !came.has(step.other)) came.set(step.other, [here, step.number]);
    }
    if (!came.has(end)) return null;
    const path = [];
    for (let at = end; came.get(at); at = came.get(at)[0]) path.unshift([at, came.get(at)[1]]);
    return path;
  }

  /** The neighbour that lies most to the right (1) or to the left (-1), by where nodes are; -1 where none lies that way. */
  towards(n, right, places) {
    let best = -1;
    let least = Infinity;
    for (const { other } of this.at(n)) {
      if (other === n || !places[other]) continue;
      const ahead = (places[other].x - places[n].x) * right;
      const aside = Math.abs(places[other].y - places[n].y);
      if (ahead <= 0 || aside > 4 * ahead) continue;
      const cost = ahead + 2 * aside;
      if (cost < least) [best, least] = [other, cost];
    }
    return best;
  }

  /** The nodes whose name, kind or facts have a text in them. */
  matching(text) {
    const plain = (some) => some.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(text.trim());
    return wanted ? this.nodes.flatMap((node, n) => (plain([node.name, node.kind, ...node.facts.flat()].join(" ")).includes(wanted) ? [n] : [])) : [];
  }
}

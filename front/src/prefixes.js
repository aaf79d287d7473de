// Prefixes in a query: which are used, which are declared, and where a declaration goes.

// In comments, IRIs and strings a colon means nothing.
const ASIDE = /#[^\n]*|<[^<>\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const blank = (text) => text.replace(ASIDE, (part) => (part.startsWith("#") || part.startsWith("<") ? " " : '"')).replace(/[?$]\w+/g, " ");

/** The prefixes that a query uses and does not declare, of those that are known, in order. */
export function missing(query, known) {
  const text = blank(query);
  const declared = new Set([...text.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map((found) => found[1]));
  const used = [...text.matchAll(/(?<![\w.:-])([A-Za-z][\w-]*):/g)].map((found) => found[1]);
  return [...new Set(used)].filter((name) => Object.hasOwn(known, name) && !declared.has(name)).sort();
}

/** What to insert where, so that the prefixes that are missing are declared: {at, text}; null where none is missing. */
export function declaration(query, known) {
  const names = missing(query, known);
  if (!names.length) return null;
  const lines = names.map((name) => `PREFIX ${name}: <${known[name]}>\n`).join("");
  // Below the prefixes that are there, else below the comments at the top.
  let at = 0;
  let place = 0;
  for (const line of query.split("\n")) {
    const end = at + line.length + 1;
    if (/^\s*(PREFIX|BASE)\b/i.test(line) || (/^\s*#/.test(line) && place === at)) place = Math.min(end, query.length);
    else if (line.trim()) break;
    at = end;
  }
  const joint = place && query[place - 1] !== "\n" ? "\n" : "";
  return { at: place, text: joint + lines };
}

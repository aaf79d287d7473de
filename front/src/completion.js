// What may be meant by what is typed in a query so far: prefixes, words, things by their name, and variables.

const KEYWORDS = (
  "SELECT DISTINCT WHERE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH SERVICE CONSTRUCT DESCRIBE ASK PREFIX FROM NAMED AS " +
  "GROUP BY HAVING ORDER LIMIT OFFSET EXISTS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT CONTAINS REGEX STRSTARTS LCASE UCASE " +
  "LANG LANGMATCHES BOUND COALESCE CONCAT DATATYPE STR STRLEN REPLACE YEAR IN NOT ASC DESC"
).split(" ");
const MOST = 60;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A short name as it may stand in a query; as a whole IRI where it has signs that a short name cannot have. */
export function written(name, prefixes) {
  const [, prefix, local] = name.match(/^([^:]*):(.*)$/s);
  return /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u.test(local) ? name : `<${prefixes[prefix]}${local}>`;
}

/** The place of the word that ends here, and the word: a variable, a short name or letters; null in the midst of something else. */
export function wordBefore(line) {
  const found = line.match(/(?:[?$]\w*|[A-Za-z][\w-]*:[\p{L}\p{N}_.-]*|[\p{L}][\p{L}\p{N}_-]*)$/u);
  if (!found || /[<"'#]/.test(line.slice(0, found.index).replace(/<[^<>\s]*>|"[^"]*"|'[^']*'/g, ""))) return null;
  return { from: found.index, text: found[0] };
}

/**
 * The options for what is typed, best first: [{text, detail, kind}].
 * @param {string} typed the word so far
 * @param {{prefixes: object, terms: [string, string, string][], things: [string, string, string][]}} words
 * @param {string} query the whole, for its variables
 */
export function options(typed, words, query = "") {
  if (/^[?$]/.test(typed)) {
    const names = new Set([...query.matchAll(/[?$](\w+)/g)].map((found) => `${typed[0]}${found[1]}`));
    names.delete(typed);
    return [...names].filter((name) => name.startsWith(typed)).sort().map((text) => ({ text, detail: "", kind: "variable" }));
  }
  const colon = typed.indexOf(":");
  const space = colon < 0 ? "" : typed.slice(0, colon + 1);
  const wanted = plain(typed.slice(colon + 1));
  const found = [];
  const add = (some, kind) => {
    for (const [name, label, detail] of some) {
      if (space && !name.startsWith(space)) continue;
      const local = plain(name.slice(name.indexOf(":") + 1));
      const said = plain(label);
      const rank = local.startsWith(wanted) || said.startsWith(wanted) ? 0 : said.includes(` ${wanted}`) ? 1 : wanted.length > 2 && (said.includes(wanted) || local.includes(wanted)) ? 2 : 3;
      if (rank < 3) found.push({ rank: rank + kind, text: written(name, words.prefixes), detail: [label, detail].filter(Boolean).join(" · "), kind: kind ? "constant" : "class" });
    }
  };
  if (!space) {
    for (const word of KEYWORDS) if (word.startsWith(typed.toUpperCase())) found.push({ rank: -1, text: word, detail: "", kind: "keyword" });
    for (const [prefix, iri] of Object.entries(words.prefixes)) if (prefix.startsWith(typed)) found.push({ rank: -1, text: `${prefix}:`, detail: iri, kind: "namespace" });
  }
  add(words.terms, 0);
  add(words.things, 0.5);
  return found.sort((a, b) => a.rank - b.rank).slice(0, MOST).map(({ text, detail, kind }) => ({ text, detail, kind }));
}

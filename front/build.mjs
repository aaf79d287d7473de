// Makes the bundles in dist/. Run by hatch_build.py in a folder of its own, where src/ and node_modules/ are.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const ENTRIES = ["site", "diagram", "sparql"];

const { metafile } = await build({
  entryPoints: ENTRIES.map((name) => `src/${name}.js`),
  entryNames: "[name]-[hash]",
  outdir: "dist",
  bundle: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

// Which bundle is which: name → file.
const bundles = {};
const packages = new Set();
for (const [file, made] of Object.entries(metafile.outputs)) {
  bundles[path.basename(made.entryPoint, ".js")] = path.basename(file);
  for (const input of Object.keys(made.inputs)) {
    const found = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) packages.add(found[1]);
  }
}

// What others wrote and a bundle carries along, each with its licence: nothing unlicensed is shipped.
const notices = [...packages].sort().map((name) => {
  const folder = path.join("node_modules", name);
  const about = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!licence) throw new Error(`${name} has no licence file`);
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(path.join(folder, licence), "utf8").trim()}\n`;
});
writeFileSync(path.join("dist", "THIRD-PARTY.txt"), notices.join(`\n${"-".repeat(72)}\n\n`));
writeFileSync(path.join("dist", "bundles.json"), JSON.stringify(bundles));

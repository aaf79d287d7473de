// Makes the bundles: node build.mjs FOLDER, run where node_modules is. Prints nothing unless something is wrong.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [out] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.resolve("node_modules");
const esbuild = createRequire(path.join(modules, "x"))("esbuild");
const ENTRIES = ["site", "diagram", "sparql"];

const { metafile } = await esbuild.build({
  entryPoints: ENTRIES.map((name) => path.join(here, "src", `${name}.js`)),
  entryNames: "[name]-[hash]",
  outdir: out,
  bundle: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  nodePaths: [modules],
  absWorkingDir: here,
  metafile: true,
  logLevel: "warning",
});

// Which bundle is which: name → file.
const bundles = {};
const packages = new Set();
for (const [file, made] of Object.entries(metafile.outputs)) {
  bundles[path.basename(made.entryPoint, ".js")] = path.basename(file);
  for (const input of Object.keys(made.inputs)) {
    const found = input.replaceAll("\\", "/").match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) packages.add(found[1]);
  }
}

// What others wrote and a bundle carries along, each with its licence: nothing unlicensed is shipped.
const notices = [...packages].sort().map((name) => {
  const folder = path.join(modules, name);
  const about = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!licence) throw new Error(`${name} has no licence file`);
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(path.join(folder, licence), "utf8").trim()}\n`;
});
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, "THIRD-PARTY.txt"), notices.join(`\n${"-".repeat(72)}\n\n`));
writeFileSync(path.join(out, "bundles.json"), JSON.stringify(bundles));

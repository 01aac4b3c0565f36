// Works out the steps of portable standards on an engine in JavaScript, and compares them.
//
// node portable_steps.mjs ENGINE FILE, where ENGINE is the folder of the package and FILE has cases as
// `python -m tests.portable_rows` writes them. The exit code is 1 where a number differs.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [engine, file] = process.argv.slice(2);
const find = createRequire(pathToFileURL(join(resolve(engine), "package.json")));
const { celEnv, parse, plan } = await import(pathToFileURL(find.resolve("@bufbuild/cel")));
const environment = celEnv();

let differing = 0;
let compared = 0;
for (const { name, steps, rows } of JSON.parse(readFileSync(file, "utf8"))) {
  const planned = steps.map((step) => [step.name, plan(environment, parse(step.text))]);
  for (const { given, wanted } of rows) {
    const found = Object.fromEntries(Object.entries(given).map(([key, n]) => [key, BigInt(n)]));
    for (const [step, run] of planned) {
      found[step] = run(found);
      compared += 1;
      if (found[step] !== BigInt(wanted[step])) {
        console.log(`${name}: ${step} is ${found[step]}, not ${wanted[step]}`);
        differing += 1;
      }
    }
  }
}
console.log(`${compared} numbers compared, ${differing} differing`);
process.exit(differing || !compared ? 1 : 0);

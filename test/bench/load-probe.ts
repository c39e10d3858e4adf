/**
 * `load-probe.ts <bundle>...`: writes to stdout how many ms it takes to require them one after the other, in a process
 * that has what an extension host has: Node's own modules, and a `vscode` whose classes can be extended.
 */
import { createRequire, registerHooks } from "node:module";

const VSCODE = "stand-in:vscode";
const standIn = `
  const anything = new Proxy(class {}, {
    get: (target, key) => (key in target || typeof key === "symbol" ? target[key] : anything),
  });
  module.exports = anything;
`;
const HOST_MODULES = ["child_process", "crypto", "fs", "fs/promises", "net", "os", "path", "url", "util"];

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode"
      ? { url: VSCODE, format: "commonjs", shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === VSCODE ? { format: "commonjs", source: standIn, shortCircuit: true } : next(url, context),
});

const require = createRequire(import.meta.url);
for (const name of ["vscode", ...HOST_MODULES]) require(name);
const from = performance.now();
for (const bundle of process.argv.slice(2)) require(bundle);
process.stdout.write(String(performance.now() - from));

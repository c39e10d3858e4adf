#!/usr/bin/env node
/** Starts the bundled command line. Node's compile cache shortens the start, which a hook pays for each commit. */
import module, { createRequire } from "node:module";

if (Number.parseInt(process.versions.node, 10) < 22) {
  process.stderr.write(`personapack: Node ${process.versions.node} is too old: install Node 22 or newer\n`);
  process.exit(2);
}
module.enableCompileCache?.();
createRequire(import.meta.url)("../dist/cli.cjs");

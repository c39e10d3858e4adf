/** Packs dist/personapack.vsix from what scripts/build.ts made. */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";

const root = fileURLToPath(new URL("..", import.meta.url));
await mkdir(`${root}dist`, { recursive: true });
// Everything is bundled, so there are no dependencies to collect.
await createVSIX({
  cwd: root,
  packagePath: `${root}dist/personapack.vsix`,
  dependencies: false,
  allowMissingRepository: true,
});

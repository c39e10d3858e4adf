import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerCommand } from "./language-client.ts";

/**
 * The server from this checkout. `script` starts with the path of a script that Node runs, its arguments follow;
 * undefined: the bundled server over stdio.
 */
export function ownServer(root: string, script: string | undefined): ServerCommand {
  const [path = "", ...args] = (script ?? "server/dist/server.cjs --stdio").split(" ");
  return { name: "ours", command: process.execPath, args: [resolve(root, path), ...args], configuration: {} };
}

/** yaml-language-server's own stdio server with our schema for every YAML file and nothing from the network. */
export function peerServer(root: string, schema: string): ServerCommand {
  const script = join(root, "node_modules/yaml-language-server/bin/yaml-language-server");
  const yaml = {
    validate: true,
    hover: true,
    completion: true,
    format: { enable: false },
    schemas: { [pathToFileURL(schema).toString()]: "*.yaml" },
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
  };
  return {
    name: "peer",
    command: process.execPath,
    args: [script, "--stdio"],
    configuration: { yaml, "[yaml]": {}, editor: { tabSize: 2 }, http: {} },
  };
}

/** What the server's lazy file `prettier.cjs` holds: Prettier with its YAML plugin and no other. */
import * as yaml from "prettier/plugins/yaml";
import { format } from "prettier/standalone";

export function formatYaml(text: string, options: object): Promise<string> {
  return format(text, { ...options, plugins: [yaml] });
}

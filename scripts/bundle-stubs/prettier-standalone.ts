/**
 * Prettier, a quarter of all the server's code, lies in a file of its own that the first formatting loads;
 * every other start of the server is spared reading it.
 */
type Formatter = typeof import("./prettier-yaml.ts");

export async function format(text: string, options: object): Promise<string> {
  const prettier: Formatter = require("./prettier.cjs");
  return prettier.formatYaml(text, options);
}

import { parse } from "yaml";

/** A peer in this process: how long the library `yaml` takes to parse a text, and to do nothing else; ms. */
export async function parseTime(text: string): Promise<number> {
  const start = performance.now();
  parse(text);
  return performance.now() - start;
}

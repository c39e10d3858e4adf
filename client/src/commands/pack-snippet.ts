/** The prefix under which the snippet file holds the whole pack. */
const PACK_PREFIX = "pp-pack";

/**
 * The body of the whole-pack snippet, ready for `SnippetString`.
 *
 * @param file text of snippets/personapack.json
 * @throws SyntaxError if it is not JSON, Error if it has no such snippet
 */
export function packSnippet(file: string): string {
  const snippets: unknown = JSON.parse(file);
  for (const snippet of Object.values(Object(snippets))) {
    const { prefix, body }: { prefix?: unknown; body?: unknown } = Object(snippet);
    if (![prefix].flat().includes(PACK_PREFIX)) continue;
    const lines = [body].flat();
    if (lines.every((line) => typeof line === "string")) return lines.join("\n");
  }
  throw new Error(`No snippet with the prefix “${PACK_PREFIX}”.`);
}

/**
 * An API key, a token or a private key written into the pack.
 *
 * Why: everyone who can read the file or the pack can use it, and it stays in the history of both. No field takes a
 * key: `authRefs` and `channelConfigs` take the names of Secrets. A key that has been in a file should be revoked.
 * Neither the message nor its fix repeats the key.
 *
 * Bad:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: curlimages/curl:8.10.1
 *           env:
 *             - name: API_TOKEN
 *               value: (a token)
 *
 * Good:
 *     authRefs:
 *       - provider: openai
 *         secret: openai-credentials
 */
import { type FoundKey, findKeys } from "./api-key-patterns.ts";
import type { BlockRule } from "./finding.ts";

/** What stands in place of a key that was taken out. */
const REMOVED = "REMOVED";

export const apiKeyInYaml: BlockRule = {
  code: "api-key-in-yaml",
  severity: "error",
  check(_document, { text }) {
    return findKeys(text).map((key) => ({
      code: this.code,
      message: `This looks like ${key.kind}: everyone who can read the file or the pack can use it. Revoke it, put a new one into a Secret, and ${adviceFor(key)}.`,
      span: { start: key.start, end: key.end },
      fixes: () => [
        {
          title: "Take the key out of the file",
          edits: [{ start: key.start, end: key.end, newText: REMOVED }],
          preferred: true,
        },
      ],
    }));
  },
};

function adviceFor({ home }: FoundKey): string {
  switch (home) {
    case "authRefs":
      return "name that Secret in `authRefs`";
    case "channelConfigs":
      return "name that Secret in `channelConfigs`";
    case undefined:
      return "let what needs it read it from there";
  }
}

/**
 * A hook's name that no container can have, or that two hooks share.
 *
 * Why: the hook becomes a container `pre-<name>` or `post-<name>`. Kubernetes takes lower-case letters, digits and
 * `-`, at most 63 characters with the prefix, each name once; otherwise it refuses the pod, and the run fails.
 *
 * Bad:
 *     lifecycle:
 *       preRun:
 *         - name: Fetch_Sources
 *           image: alpine/git:2
 *
 * Good:
 *     lifecycle:
 *       preRun:
 *         - name: fetch-sources
 *           image: alpine/git:2
 */
import { isLabelText, labelLike, MAX_LABEL_LENGTH } from "../pack/dns-name.ts";
import type { Located } from "../yaml/located.ts";
import type { Span } from "../yaml/position.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { hooksOf } from "./hooks-of.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

const PREFIXES = { preRun: "pre-", postRun: "post-" } as const;

export const hookName: PersonaRule = {
  code: "hook-name",
  severity: "error",
  check(persona) {
    const findings: Finding[] = [];
    const seen = new Map<string, Span>();
    for (const { list, hook } of hooksOf(persona)) {
      const name = hook.get("name");
      const text = name?.text;
      if (!name || text === undefined) continue;
      const container = PREFIXES[list] + text;
      const problem = problemOf(container, text);
      const { span } = name;
      const first = seen.get(container);
      if (problem) {
        const message = `${problem}. With this name every run of the persona fails.`;
        findings.push({ code: this.code, message, span, fixes: () => fixesFor(name, text, list) });
      } else if (first) {
        const message = `Two hooks in \`${list}\` have this name: Kubernetes refuses the pod, and every run of the persona fails.`;
        findings.push({ code: this.code, message, span, related: { span: first, message: "The first one" } });
      } else seen.set(container, span);
    }
    return findings;
  },
};

function problemOf(container: string, name: string): string | undefined {
  const shown = `\`${shownText(container)}\``;
  if (name === "" || !isLabelText(container)) {
    return `Kubernetes refuses the container name ${shown}: it takes lower-case letters, digits and \`-\`, which is not the last`;
  }
  const excess = container.length - MAX_LABEL_LENGTH;
  if (excess <= 0) return undefined;
  return `The container name ${shown} is too long for Kubernetes by ${excess === 1 ? "one character" : `${excess} characters`}`;
}

function fixesFor(name: Located, text: string, list: keyof typeof PREFIXES): Fix[] {
  const better = labelLike(text);
  const fits =
    better !== undefined && better !== text && problemOf(PREFIXES[list] + better, better) === undefined;
  const edit = fits ? replaceText(name, better) : undefined;
  return edit ? [{ title: `Rename to ${better}`, edits: [edit], preferred: true }] : [];
}

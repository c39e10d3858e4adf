/**
 * A name of a hook's environment variable that Kubernetes refuses.
 *
 * Why: the CRD takes any text. The hook's container with such a variable is refused by the API server later, so every
 * run of the persona fails. Older clusters also refuse names with other characters than letters, digits, `_`, `-` and
 * `.`, or with a digit in front, which is a hint.
 *
 * Bad:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: alpine/git:2
 *           env:
 *             - name: BRANCH=main
 *               value: ""
 *
 * Good:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: alpine/git:2
 *           env:
 *             - name: BRANCH
 *               value: main
 */
import type { Finding, PersonaRule } from "./finding.ts";
import { hooksOf } from "./hooks-of.ts";
import { shownText } from "./shown-text.ts";

export const hookEnvName: PersonaRule = {
  code: "hook-env-name",
  severity: "error",
  check(persona) {
    const findings: Finding[] = [];
    for (const { hook } of hooksOf(persona)) {
      for (const variable of hook.get("env")?.items() ?? []) {
        const name = variable.get("name");
        const text = name?.text;
        if (!name || text === undefined || EVERYWHERE.test(text)) continue;
        findings.push({ code: this.code, span: name.span, ...problemOf(text) });
      }
    }
    return findings;
  },
};

const EVERYWHERE = /^[-._A-Za-z][-._A-Za-z0-9]*$/;

function problemOf(name: string): Pick<Finding, "message" | "severity"> {
  if (name === "") {
    return { message: "Kubernetes refuses a variable without a name: every run of the persona fails." };
  }
  const shown = `\`${shownText(name)}\``;
  return /^[ -<>-~]+$/.test(name)
    ? { message: `Clusters before Kubernetes 1.32 refuse the name ${shown}.`, severity: "hint" }
    : {
        message: `Kubernetes refuses a variable of the name ${shown}: it takes printable ASCII characters but \`=\`. Every run of the persona fails.`,
      };
}

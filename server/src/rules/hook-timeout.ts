/**
 * A hook's timeout that is no Go duration.
 *
 * Why: the API server takes any text, and the controller, which reads it as a Go duration, then fails to decode
 * the pack. It watches all packs in one stream, so one such text can stop it for every pack of the cluster.
 *
 * Bad:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: alpine/git:2
 *           timeout: 5 minutes
 *
 * Good:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: alpine/git:2
 *           timeout: 5m
 */
import { parseGoDuration } from "../pack/go-duration.ts";
import { goDurationsLike } from "../pack/go-duration-words.ts";
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { hooksOf } from "./hooks-of.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

export const hookTimeout: PersonaRule = {
  code: "hook-timeout",
  severity: "error",
  check(persona) {
    const findings: Finding[] = [];
    for (const { hook } of hooksOf(persona)) {
      const timeout = hook.get("timeout");
      const text = timeout?.text;
      if (!timeout || text === undefined || parseGoDuration(text) !== undefined) continue;
      const names = goDurationsLike(text).map((name) => `\`${name}\``);
      const advice = names.length > 0 ? names.join(" or ") : "a number with `s`, `m` or `h`, such as `5m`";
      findings.push({
        code: this.code,
        message: `\`${shownText(text)}\` is no Go duration: the controller cannot decode the pack, and may then see no pack at all. Write ${advice}.`,
        span: timeout.span,
        fixes: () => fixesFor(timeout, text),
      });
    }
    return findings;
  },
};

function fixesFor(timeout: Located, text: string): Fix[] {
  const durations = goDurationsLike(text);
  const sure = durations.length === 1 ? { preferred: true, safe: true } : {};
  return durations.flatMap((duration) => {
    const edit = replaceText(timeout, duration);
    return edit ? [{ title: `Write ${duration}`, edits: [edit], ...sure }] : [];
  });
}

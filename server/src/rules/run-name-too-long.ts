/**
 * Names that leave no room for the number of a scheduled run.
 *
 * Why: the runs of a schedule are called `<pack>-<persona>-schedule-<number>`, and a run may have 63 characters. The
 * number grows for ever. From the first one that does not fit, every scheduled run fails. With 49 characters for
 * `<pack>-<persona>` there is room for 9999 runs.
 *
 * Bad:
 *     metadata:
 *       name: data-platform-reliability
 *     spec:
 *       personas:
 *         - name: nightly-warehouse-builder
 *           systemPrompt: You look after the nightly build.
 *           schedule:
 *             interval: 1d
 *             task: Check the build.
 *
 * Good:
 *     metadata:
 *       name: data-platform
 *     spec:
 *       personas:
 *         - name: nightly-build
 *           systemPrompt: You look after the nightly build.
 *           schedule:
 *             interval: 1d
 *             task: Check the build.
 */
import { MAX_LABEL_LENGTH } from "../pack/dns-name.ts";
import { firstRefusedRun, refusedName, runName } from "../pack/name-limits.ts";
import { instanceName } from "../pack/names.ts";
import type { PackRule, PlacedFinding } from "./finding.ts";

/** Room for this many runs is enough for years of most schedules. */
const ENOUGH_RUNS = 10_000;

export const runNameTooLong: PackRule = {
  code: "run-name-too-long",
  severity: "warning",
  check({ name: pack, personas }) {
    const findings: PlacedFinding[] = [];
    if (!pack) return findings;
    for (const { name, hasSchedule, hasWebEndpoint, excluded, entry } of personas) {
      if (!name || excluded || !hasSchedule || hasWebEndpoint) continue;
      const run = firstRefusedRun(pack.text, name.text);
      if (run >= ENOUGH_RUNS) continue;
      if (refusedName(pack.text, { name: name.text, hasSchedule, hasWebEndpoint })) continue;
      const refused = runName(instanceName(pack.text, name.text), run);
      findings.push({
        code: this.code,
        message: `From run ${run} on every scheduled run fails: \`${refused}\` has ${refused.length} characters where Kubernetes takes ${MAX_LABEL_LENGTH}. Shorten the name of the persona or of the pack.`,
        span: name.span,
        placed: entry.placed,
      });
    }
    return findings;
  },
};

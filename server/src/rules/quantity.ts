/**
 * A resource amount that Kubernetes cannot read.
 *
 * Why: the API server takes any text here, and v0.8.28 builds no warm pool from it; a controller that does would
 * fail on it. Amounts are a number and perhaps `m`, `k`, `M`, `G`, `T`, `Ki`, `Mi`, `Gi` or `Ti`, without a blank.
 *
 * Bad:
 *     agentSandbox:
 *       enabled: true
 *       warmPool:
 *         resources:
 *           limits:
 *             memory: 2 GB
 *
 * Good:
 *     agentSandbox:
 *       enabled: true
 *       warmPool:
 *         resources:
 *           limits:
 *             memory: 2G
 */
import type { PackRule } from "./finding.ts";
import { quantityFinding } from "./quantity-finding.ts";

export const quantity: PackRule = {
  code: "quantity",
  severity: "information",
  check({ spec }) {
    const resources = spec?.get("agentSandbox")?.get("warmPool")?.get("resources");
    const amounts = ["requests", "limits"].flatMap((list) => resources?.get(list)?.fields() ?? []);
    return amounts.flatMap(({ value }) => {
      return quantityFinding(value, this.code, "nothing reads it in this release, but Kubernetes could not");
    });
  },
};

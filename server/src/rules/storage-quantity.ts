/**
 * A size of the shared memory that Kubernetes cannot read.
 *
 * Why: the API server takes any text, and the controller that makes the volume claim from it breaks down on it,
 * again at each attempt, so that nothing of the pack follows its edits any more.
 *
 * Bad:
 *     sharedMemory:
 *       enabled: true
 *       storageSize: 5 GB
 *
 * Good:
 *     sharedMemory:
 *       enabled: true
 *       storageSize: 5G
 */
import type { PackRule } from "./finding.ts";
import { quantityFinding } from "./quantity-finding.ts";

export const storageQuantity: PackRule = {
  code: "storage-quantity",
  severity: "error",
  check({ spec }) {
    const size = spec?.get("sharedMemory")?.get("storageSize");
    return quantityFinding(size, this.code, "a controller that knows shared memory breaks down on it");
  },
};

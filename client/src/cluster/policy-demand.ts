/** What a policy asks for that no run of a pack has. */
import type { KubeObject } from "./cluster-client.ts";
import { fieldsOf } from "./object-fields.ts";

/** A sentence; undefined if the policy lets runs through. */
export function policyDemand(policy: KubeObject): string | undefined {
  const spec = fieldsOf(policy, "spec");
  const demand = ["sandboxPolicy", "agentSandboxPolicy"].find((field) =>
    spec.object(field)?.flag("required"),
  );
  return (
    demand &&
    `The policy ${policy.metadata.name} demands a sandbox (${demand}.required), which no run of a pack has: every run is refused.`
  );
}

import { type NeededSecret, neededSecrets } from "../../../../../server/src/pack/secrets.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import { SYSTEM_NAMESPACE } from "../../resource-types.ts";
import { type Check, type Finding, ok, problem, unseen } from "./check.ts";
import type { Fix } from "./fix.ts";

const PURPOSES: Readonly<Record<NeededSecret["purpose"], string>> = {
  model: "the provider",
  channel: "the channel",
  skill: "the skill",
};

export const secretsExist: Check = {
  id: "secrets-exist",
  title: "Are the Secrets there?",
  run(snapshot, { namespace, pack }) {
    if (!pack?.spec.enabled) return [];
    const needed = neededSecrets(pack);
    if (needed.length === 0) return ok("The pack needs no Secret.");
    const blind = unseen(snapshot, "secrets");
    if (blind) return [blind];
    const findings = needed.flatMap((secret) => findingOf(snapshot, namespace, secret));
    return findings.length > 0
      ? findings
      : ok("All Secrets that the pack needs are there; their keys cannot be seen.");
  },
};

function findingOf(snapshot: ClusterSnapshot, namespace: string, secret: NeededSecret): Finding[] {
  const { name, purpose, neededBy, requiredKeys } = secret;
  const keys = requiredKeys.length > 0 ? ` with ${requiredKeys.join(", ")}` : "";
  const user = `${PURPOSES[purpose]} ${neededBy}`;
  const choose: Fix = { action: "change-settings", title: "Choose a Secret…" };
  if (name === undefined) {
    return [problem(`Nothing names the Secret${keys} that ${user} needs.`, choose)];
  }
  if (snapshot.get("secrets", namespace, name)) return [];
  if (purpose === "model" && requiredKeys.length === 0) {
    const evidence = `There is no Secret ${name} in namespace ${namespace}: ${user} needs none, but no pod starts without one that is named.`;
    return [problem(evidence, { ...choose, title: "Choose another Secret, or none…" })];
  }
  const elsewhere =
    purpose === "skill" && snapshot.get("secrets", SYSTEM_NAMESPACE, name)
      ? ` The one in ${SYSTEM_NAMESPACE} does not count: only the skills themselves are looked for there.`
      : "";
  const evidence = `There is no Secret ${name}${keys} in namespace ${namespace}, which ${user} needs.${elsewhere}`;
  const create: Fix = { action: "create-secret", title: `Create ${name}…`, resource: "secrets", name };
  return [problem(evidence, create)];
}

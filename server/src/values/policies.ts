import { POLICIES } from "../pack/policies.ts";
import {
  fromCluster,
  type KnownValue,
  namespaceOf,
  type ValuePlace,
  type ValueSource,
} from "./value-source.ts";

const INSTALLED = { helm: "comes with Helm", wizard: "made by the onboarding wizard" } as const;

export const POLICY_SOURCES: readonly ValueSource[] = [
  {
    noun: "policy",
    paths: ["spec.policyRef"],
    provides: "values",
    fixed: POLICIES.map(({ name, installedBy, allowsRuns, description }) => ({
      value: name,
      detail: allowsRuns ? INSTALLED[installedBy] : "no run gets past it",
      documentation: `${description} It must exist in the namespace of the pack.`,
    })),
    values: (place) => [...fromCluster("policies", place), ...absentPolicies(place)],
  },
];

/** Of those that come with Sympozium. */
function absentPolicies(place: ValuePlace): KnownValue[] {
  const namespace = namespaceOf(place);
  return POLICIES.filter(({ name }) => place.cluster.standing("policies", namespace, name) === "absent").map(
    ({ name }) => ({ value: name, detail: `not in the namespace ${namespace} of the cluster` }),
  );
}

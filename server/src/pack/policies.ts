/**
 * The policies that come with an installation. A policy counts only in the namespace of the run. (Facts: Helm chart,
 * wizard and webhook of Sympozium v0.8.28.)
 */
export interface Policy {
  readonly name: string;
  /** `helm` in the namespace of the release; `wizard` only where someone went through the onboarding. */
  readonly installedBy: "helm" | "wizard";
  /** False if no run of a pack gets past it. */
  readonly allowsRuns: boolean;
  readonly description: string;
}

export const POLICIES: readonly Policy[] = [
  {
    name: "permissive",
    installedBy: "helm",
    allowsRuns: true,
    description: "Lets runs of a pack through.",
  },
  {
    name: "restrictive",
    installedBy: "helm",
    allowsRuns: false,
    description: "Demands a sandbox, which no run of a pack has in this release: every run is refused.",
  },
  {
    name: "network-isolated",
    installedBy: "helm",
    allowsRuns: true,
    description: "For agents without access to the network at large.",
  },
  {
    name: "default-policy",
    installedBy: "wizard",
    allowsRuns: true,
    description:
      "Made by the onboarding wizard in its namespace, not by Helm. Where it is missing every run is refused.",
  },
];

/** Whether it lets no run of a pack through. Of a policy that is not known here nobody can say so. */
export function refusesRuns(name: string): boolean {
  return policyByName(name)?.allowsRuns === false;
}

export function policyByName(name: string): Policy | undefined {
  return POLICIES.find((policy) => policy.name === name);
}

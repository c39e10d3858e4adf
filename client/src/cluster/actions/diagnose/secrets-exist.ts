import { neededSecrets } from "../../../../../server/src/pack/secrets.ts";
import { type Check, type Finding, ok, unseen } from "./check.ts";

export const secretsExist: Check = {
  id: "secrets-exist",
  title: "Are the Secrets there?",
  run(snapshot, { namespace, pack }) {
    if (!pack?.spec.enabled) return [];
    const needed = neededSecrets(pack);
    if (needed.length === 0) return ok("The pack needs no Secret.");
    const blind = unseen(snapshot, "secrets");
    if (blind) return [blind];
    const findings = needed.flatMap(({ name, purpose, neededBy, requiredKeys }): Finding[] => {
      const keys = requiredKeys.length > 0 ? ` with ${requiredKeys.join(", ")}` : "";
      const what = { model: "the provider", channel: "the channel", skill: "the skill" }[purpose];
      if (name === undefined) {
        const evidence = `Nothing names the Secret${keys} that ${what} ${neededBy} needs.`;
        return [{ state: "problem", evidence, fix: { action: "activate", title: "Choose a Secret" } }];
      }
      if (snapshot.get("secrets", namespace, name)) return [];
      const evidence = `There is no Secret ${name}${keys} in namespace ${namespace}, which ${what} ${neededBy} needs.`;
      return [
        {
          state: "problem",
          evidence,
          fix: { action: "create-secret", title: `Create ${name}`, resource: "secrets", name },
        },
      ];
    });
    return findings.length > 0
      ? findings
      : ok("All Secrets that the pack needs are there; their keys cannot be seen.");
  },
};

import { policyProblem } from "../pack-warnings.ts";
import { type Check, ok, unseen } from "./check.ts";

export const policyAllows: Check = {
  id: "policy-allows",
  title: "Does the policy let runs through?",
  run(snapshot, { namespace, pack }) {
    const policyRef = pack?.spec.policyRef ?? "";
    if (policyRef === "") return [];
    const blind = unseen(snapshot, "policies");
    if (blind) return [blind];
    const evidence = policyProblem(snapshot, namespace, policyRef);
    return evidence === undefined
      ? ok(`The policy ${policyRef} is in namespace ${namespace}.`)
      : [{ state: "problem", evidence, fix: { action: "open-pack", title: "Edit the pack" } }];
  },
};

import { policyProblem } from "../pack-warnings.ts";
import { type Check, ok, problem, unseen } from "./check.ts";
import { editPack } from "./fix.ts";

export const policyAllows: Check = {
  id: "policy-allows",
  title: "Does the policy let runs through?",
  run(snapshot, { namespace, pack }) {
    const policyRef = pack?.spec.policyRef ?? "";
    if (policyRef === "") return [];
    const blind = unseen(snapshot, "policies");
    if (blind) return [blind];
    const evidence = policyProblem(snapshot, namespace, policyRef);
    if (evidence === undefined) return ok(`The policy ${policyRef} is in namespace ${namespace}.`);
    // An Instance keeps the policy that it was made with.
    return [problem(evidence, editPack("policyRef"))];
  },
};

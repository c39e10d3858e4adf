import { packWarnings } from "../pack-warnings.ts";
import { type Check, ok, problem } from "./check.ts";
import { editPack } from "./fix.ts";

/** Whether the address of the model can be right; whether somebody answers there only a run can tell. */
export const modelReachable: Check = {
  id: "model-reachable",
  title: "Can the model be where the pack says?",
  run(snapshot, { namespace, pack }) {
    if (!pack?.spec.enabled) return [];
    const findings = packWarnings(snapshot, namespace, pack)
      .filter(({ code }) => code === "base-url-missing" || code === "base-url-in-pod")
      .map(({ message }) => problem(message, editPack("baseURL")));
    if (findings.length > 0) return findings;
    return pack.spec.baseURL === "" ? [] : ok(`The base URL is ${pack.spec.baseURL}.`);
  },
};

import { RESOURCES } from "../../resource-types.ts";
import { orphansOf } from "../orphans.ts";
import { type Check, ok, problem, unseen, warning } from "./check.ts";

export const noOrphans: Check = {
  id: "no-orphans",
  title: "Does everything with the pack's label belong to a persona?",
  run(snapshot, { namespace, pack }) {
    if (!pack) return [];
    const orphans = orphansOf(snapshot, namespace, pack);
    const blind = unseen(snapshot, "instances", "schedules", "configMaps");
    if (orphans.length === 0) return blind ? [blind] : ok("There are no orphans.");
    const findings = orphans.map(({ resource, object: { metadata }, usedBy }) => {
      const { name } = metadata;
      const object = `${RESOURCES[resource].kind} ${name}`;
      if (usedBy !== undefined) {
        return warning(`${object} carries the label of the pack, and the pack ${usedBy} uses it.`, {
          action: "open-object",
          title: "Open it",
          resource,
          name,
        });
      }
      return problem(
        `${object} belongs to no persona of the pack any more${resource === "configMaps" ? "" : ", and goes on"}.`,
        { action: "delete-orphans", title: "Delete the orphans…" },
      );
    });
    return blind ? [...findings, blind] : findings;
  },
};

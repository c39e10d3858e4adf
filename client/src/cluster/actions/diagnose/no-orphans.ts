import { RESOURCES } from "../../resource-types.ts";
import { orphansOf } from "../orphans.ts";
import { type Check, ok, problem } from "./check.ts";

export const noOrphans: Check = {
  id: "no-orphans",
  title: "Does everything with the pack's label belong to a persona?",
  run(snapshot, { namespace, pack }) {
    if (!pack) return [];
    const orphans = orphansOf(snapshot, namespace, pack);
    if (orphans.length === 0) return ok("There are no orphans.");
    return orphans.map(({ resource, object: { metadata } }) =>
      problem(
        `${RESOURCES[resource].kind} ${metadata.name} belongs to no persona of the pack any more${resource === "configMaps" ? "" : ", and goes on"}.`,
        { action: "delete-orphans", title: "Delete the orphans…" },
      ),
    );
  },
};

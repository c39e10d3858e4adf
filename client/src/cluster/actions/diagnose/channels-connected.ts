import { LABELS } from "../../resource-types.ts";
import { fieldsOf } from "../fields.ts";
import { type Check, type Finding, ok } from "./check.ts";

export const channelsConnected: Check = {
  id: "channels-connected",
  title: "Are the channels connected?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    let count = 0;
    const findings = snapshot.labelledForPack("instances", namespace, name).flatMap((instance): Finding[] => {
      const persona = instance.metadata.labels?.[LABELS.persona] ?? instance.metadata.name;
      return fieldsOf(instance, "status")
        .objects("channels")
        .flatMap((channel): Finding[] => {
          const state = channel?.text("status") ?? "";
          count += 1;
          if (state === "Connected") return [];
          const message = channel?.text("message") ?? "";
          const evidence = `${persona}, ${channel?.text("type")}: ${state || "no status"}${message && ` (${message})`}.`;
          return [{ state: state === "Pending" ? "warning" : "problem", evidence }];
        });
    });
    if (findings.length > 0) return findings;
    return count > 0 ? ok("All channels are connected.") : [];
  },
};

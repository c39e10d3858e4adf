import { channelByName } from "../../../../../server/src/pack/channels.ts";
import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { fieldsOf } from "../../object-fields.ts";
import { type Check, type Finding, ok, problem, unseen, warning } from "./check.ts";
import { editPack } from "./fix.ts";

export const channelsConnected: Check = {
  id: "channels-connected",
  title: "Are the channels connected?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const personas = pack.spec.personas.filter((persona) => !isExcluded(pack, persona));
    const unknown = personas.flatMap(({ name: persona, index, channels }) =>
      channels
        .filter((type) => !channelByName(type))
        .map((type) =>
          problem(
            `There is no image for channels of type ${type}, which ${persona} names: its pod never starts.`,
            editPack("personas", index, "channels"),
          ),
        ),
    );
    const blind = personas.some(({ channels }) => channels.length > 0) && unseen(snapshot, "instances");
    if (blind) return [...unknown, blind];
    let count = 0;
    // Two personas of one name share an Instance.
    const names = [...new Set(personas.map((persona) => persona.name))];
    const findings = names.flatMap((persona = ""): Finding[] => {
      const instance = snapshot.get("instances", namespace, instanceName(name, persona));
      return fieldsOf(instance, "status")
        .objects("channels")
        .flatMap((channel): Finding[] => {
          const state = channel?.text("status") ?? "";
          count += 1;
          if (state === "Connected") return [];
          const message = channel?.text("message") ?? "";
          const evidence = `${persona}, ${channel?.text("type")}: ${state || "no status"}${message && ` (${message})`}.`;
          const fix = {
            action: "open-object",
            title: "Open its Instance",
            resource: "instances",
            name: instanceName(name, persona),
          } as const;
          return [state === "Pending" ? warning(evidence, fix) : problem(evidence, fix)];
        });
    });
    if (findings.length + unknown.length > 0) return [...unknown, ...findings];
    return count > 0 ? ok("All channels are connected.") : [];
  },
};

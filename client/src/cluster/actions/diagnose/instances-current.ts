import { isDeepStrictEqual } from "node:util";
import { includedPersonas } from "../../../../../server/src/pack/generated-resources.ts";
import { type Instance, instanceOf, WEB_ENDPOINT_SKILL } from "../../../../../server/src/pack/instance.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../../server/src/pack/releases.ts";
import { rawSpec } from "../../object-fields.ts";
import { type Check, type Finding, ok, unseen, warning } from "./check.ts";
import { reinstall } from "./fix.ts";

/** Fields that the controller sets when it creates an Instance, and never again. */
export const instancesCurrent: Check = {
  id: "instances-current",
  title: "Did later edits of the pack reach its Instances?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const blind = unseen(snapshot, "instances");
    if (blind) return [blind];
    const findings = includedPersonas(pack).flatMap((persona): Finding[] => {
      const { name: personaName } = persona;
      const instance = snapshot.get("instances", namespace, instanceName(name, personaName));
      if (!instance) return [];
      const wanted = instanceOf(pack, persona, personaName, RELEASES[DEFAULT_RELEASE]).spec;
      const fields = stale(rawSpec(instance), wanted, persona.webEndpoint?.enabled ?? false);
      if (fields.length === 0) return [];
      const evidence = `The Instance of ${personaName} differs in ${fields.join(", ")}: such edits reach an Instance only when it is created.`;
      return [warning(evidence, reinstall(personaName))];
    });
    return findings.length > 0 ? findings : ok("The Instances are as the pack has them.");
  },
};

/** Parameters of skills have a check of their own, but for the hostname, which the pack has elsewhere. */
function stale(stored: Partial<Instance["spec"]>, wanted: Instance["spec"], servesWeb: boolean): string[] {
  const { skills = [], policyRef, channels = [] } = stored;
  const { agentSandbox, lifecycle } = stored.agents?.default ?? {};
  const agent = wanted.agents.default;
  const names = (list: Instance["spec"]["skills"]) => list.map(({ skillPackRef }) => skillPackRef);
  const hostname = (list: Instance["spec"]["skills"]) =>
    list.findLast(({ skillPackRef }) => skillPackRef === WEB_ENDPOINT_SKILL)?.params?.hostname;
  const types = (list: typeof channels) => new Set(list.map(({ type }) => type));
  const access = (list: typeof channels) => new Map(list.map((one) => [one.type, one.accessControl]));
  // Other channels replace those that are there; none does not.
  const wantedChannels = wanted.channels ?? [];
  const kept = isDeepStrictEqual(types(channels), types(wantedChannels));
  return [
    ...(isDeepStrictEqual(names(skills), names(wanted.skills)) ? [] : ["skills"]),
    ...(servesWeb && hostname(skills) !== hostname(wanted.skills) ? ["webEndpoint.hostname"] : []),
    ...((policyRef ?? "") === (wanted.policyRef ?? "") ? [] : ["policyRef"]),
    ...(isDeepStrictEqual(lifecycle, agent.lifecycle) ? [] : ["lifecycle"]),
    ...(isDeepStrictEqual(agentSandbox, agent.agentSandbox) ? [] : ["agentSandbox (which no run reads)"]),
    ...(wantedChannels.length === 0 && channels.length > 0 ? ["channels"] : []),
    ...(kept && !isDeepStrictEqual(access(channels), access(wantedChannels))
      ? ["channelAccessControl (also sent when the channel types change)"]
      : []),
  ];
}

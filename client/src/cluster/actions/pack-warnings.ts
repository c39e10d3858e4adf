/** What keeps an enabled pack from working although the API server takes it. */
import { channelByName } from "../../../../server/src/pack/channels.ts";
import { counted } from "../../../../server/src/pack/counted.ts";
import { isLabelText } from "../../../../server/src/pack/dns-name.ts";
import { isExcluded } from "../../../../server/src/pack/generated-resources.ts";
import { refusedName } from "../../../../server/src/pack/name-limits.ts";
import { packName } from "../../../../server/src/pack/names.ts";
import type { Persona, PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { providerByName } from "../../../../server/src/pack/providers.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../server/src/pack/releases.ts";
import { servesWeb } from "../../../../server/src/pack/second-order-resources.ts";
import { resolveProvider } from "../../../../server/src/pack/secrets.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { policyDemand } from "../policy-demand.ts";
import type { PlanWarning } from "./plan.ts";

export function packWarnings(snapshot: ClusterSnapshot, namespace: string, pack: PersonaPack): PlanWarning[] {
  const personas = pack.spec.personas.filter((persona) => !isExcluded(pack, persona));
  if (personas.length === 0) {
    return [{ code: "no-personas", message: "All personas are excluded: nothing will run." }];
  }
  return [
    ...nameWarnings(pack, personas),
    ...providerWarnings(pack, personas),
    ...policyWarnings(snapshot, namespace, pack),
    ...personas.flatMap(({ channels }) => channels).flatMap(channelWarning),
  ].filter(({ message }, index, all) => all.findIndex((one) => one.message === message) === index);
}

/** Which text, if any, keeps the API server from storing the persona's objects. */
export function refusalOf(pack: PersonaPack, persona: Persona): string | undefined {
  const { name, schedule } = persona;
  if (name === undefined) return "A persona has no name.";
  if (!isLabelText(name)) {
    return `The persona name “${name}” is refused: lower-case letters, digits and, between them, - are allowed.`;
  }
  const named = { name, hasSchedule: schedule !== undefined, hasWebEndpoint: servesWeb(pack, persona) };
  const refused = refusedName(packName(pack), named);
  return (
    refused &&
    `The ${refused.kind} ${refused.name} is refused: its name is ${counted(refused.excess, "character")} too long.`
  );
}

function nameWarnings(pack: PersonaPack, personas: readonly Persona[]): PlanWarning[] {
  return personas.flatMap((persona) => {
    const message = refusalOf(pack, persona);
    return message === undefined ? [] : [{ code: "name-refused" as const, message }];
  });
}

function providerWarnings(pack: PersonaPack, personas: readonly Persona[]): PlanWarning[] {
  const { name } = resolveProvider(pack);
  const provider = providerByName(name);
  const warnings: PlanWarning[] = [];
  const unnamed = personas.filter(({ model }) => model === "").map((persona) => persona.name ?? "");
  if (unnamed.length > 0 && name !== "openai") {
    const { fallbackModel } = RELEASES[DEFAULT_RELEASE];
    const message = `${unnamed.join(", ")} ${unnamed.length === 1 ? "names" : "name"} no model: ${name} is asked for ${fallbackModel}.`;
    warnings.push({ code: "model-fallback", message });
  }
  const { baseURL } = pack.spec;
  if (baseURL === "" && provider?.needsBaseURL) {
    warnings.push({ code: "base-url-missing", message: `${provider.title} needs a base URL.` });
  }
  const url = baseURL === "" ? (provider?.defaultBaseURL ?? "") : baseURL;
  if (/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i.test(url)) {
    const message = `${url} is inside the agent's own pod, where no model is served.`;
    warnings.push({ code: "base-url-in-pod", message });
  }
  return warnings;
}

/** A policy counts only in the namespace of the pack. */
export function policyProblem(
  snapshot: ClusterSnapshot,
  namespace: string,
  policyRef: string,
): string | undefined {
  if (policyRef === "") return undefined;
  const policy = snapshot.get("policies", namespace, policyRef);
  if (!policy) {
    return snapshot.state("policies").phase === "live"
      ? `There is no policy ${policyRef} in namespace ${namespace}: every run is refused.`
      : undefined;
  }
  return policyDemand(policy);
}

function policyWarnings(snapshot: ClusterSnapshot, namespace: string, { spec }: PersonaPack): PlanWarning[] {
  const message = policyProblem(snapshot, namespace, spec.policyRef);
  return message === undefined ? [] : [{ code: "policy", message }];
}

function channelWarning(type: string): PlanWarning[] {
  if (channelByName(type)) return [];
  const message = `There is no image for channels of type ${type}: its pod never starts.`;
  return [{ code: "unknown-channel", message }];
}

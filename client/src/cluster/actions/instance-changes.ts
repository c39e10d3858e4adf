/** What of an edited pack reaches an Instance that exists already; all the rest of the Instance stays as it is. */
import { isDeepStrictEqual } from "node:util";
import type { Instance } from "../../../../server/src/pack/instance.ts";
import type { Persona, PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../cluster-client.ts";
import { rawSpec } from "../object-fields.ts";
import { type PlannedChange, shownDifference } from "./plan.ts";

interface Channel {
  readonly type: string;
  readonly configRef?: { readonly secret?: string };
}

interface StoredSpec {
  readonly agents?: { readonly default?: { readonly model?: string; readonly baseURL?: string } };
  readonly authRefs?: unknown;
  readonly memory?: { readonly systemPrompt?: string };
  readonly channels?: readonly Channel[];
}

/** `wanted` is the Instance as the controller would create it today. */
export function instanceChanges(
  live: KubeObject,
  wanted: Instance,
  persona: Persona,
  pack: PersonaPack,
): PlannedChange[] {
  const object = { kind: wanted.kind, name: wanted.metadata.name };
  const stored = rawSpec(live) as StoredSpec;
  const agent = stored.agents?.default ?? {};
  const changes: PlannedChange[] = [];
  const compare = (field: string, from: unknown, to: unknown) => {
    if (!isDeepStrictEqual(from ?? undefined, to ?? undefined)) {
      changes.push({ object, field, ...shownDifference(from, to) });
    }
  };
  compare("spec.authRefs", stored.authRefs, wanted.spec.authRefs);
  // A persona without a model leaves what is there.
  if (persona.model !== "") compare("spec.agents.default.model", agent.model, persona.model);
  compare("spec.agents.default.baseURL", agent.baseURL, pack.spec.baseURL || undefined);
  compare("spec.memory.systemPrompt", stored.memory?.systemPrompt, persona.systemPrompt || undefined);
  const channels = stored.channels ?? [];
  compare("spec.channels", channels, updatedChannels(channels, wanted, pack));
  return changes;
}

/** Other types replace the list, unless there are none any more; names of Secrets are always brought up to date. */
function updatedChannels(
  live: readonly Channel[],
  wanted: Instance,
  { spec }: PersonaPack,
): readonly Channel[] {
  const wantedChannels = wanted.spec.channels ?? [];
  const types = (list: readonly Channel[]) => [...new Set(list.map(({ type }) => type))].sort();
  const keep = wantedChannels.length === 0 || isDeepStrictEqual(types(live), types(wantedChannels));
  const chosen: readonly Channel[] = keep ? live : wantedChannels;
  return chosen.map((channel) => {
    const secret = spec.channelConfigs.get(channel.type);
    return secret === undefined ? channel : { ...channel, configRef: { ...channel.configRef, secret } };
  });
}

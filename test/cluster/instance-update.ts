/** What of an edited pack reaches an Instance that exists already; all the rest of the Instance stays as it is. */
import { isDeepStrictEqual } from "node:util";
import type { Instance } from "../../server/src/pack/instance.ts";
import type { Persona, PersonaPack } from "../../server/src/pack/persona-pack.ts";

interface Channel {
  readonly type: string;
  readonly configRef?: { readonly secret: string };
}

interface InstanceSpec {
  readonly agents: { readonly default: { readonly model?: string; readonly baseURL?: string } };
  readonly memory?: { readonly systemPrompt?: string };
  readonly authRefs?: unknown;
  readonly channels?: readonly Channel[];
}

/** The new `spec`. `wanted` is the Instance that the controller would create today. */
export function updatedInstanceSpec(
  stored: unknown,
  wanted: Instance,
  persona: Persona,
  pack: PersonaPack,
): unknown {
  const live = stored as InstanceSpec;
  const { baseURL: _replaced, ...agent } = live.agents.default;
  const { authRefs: _dropped, ...rest } = live;
  return {
    ...rest,
    agents: {
      ...live.agents,
      default: {
        ...agent,
        // A persona without a model changes nothing.
        ...(persona.model !== "" && { model: persona.model }),
        ...(pack.spec.baseURL !== "" && { baseURL: pack.spec.baseURL }),
      },
    },
    ...(wanted.spec.authRefs && { authRefs: wanted.spec.authRefs }),
    memory: live.memory ? updatedMemory(live.memory, persona) : wanted.spec.memory,
    ...updatedChannels(live, wanted, pack),
  };
}

function updatedMemory({ systemPrompt: _replaced, ...memory }: { systemPrompt?: string }, persona: Persona) {
  return { ...memory, ...(persona.systemPrompt !== "" && { systemPrompt: persona.systemPrompt }) };
}

/** Other types replace the list, unless there are none any more; names of Secrets are always brought up to date. */
function updatedChannels({ channels = [] }: InstanceSpec, wanted: Instance, { spec }: PersonaPack) {
  const wantedChannels = wanted.spec.channels ?? [];
  const types = (list: readonly { readonly type: string }[]) =>
    [...new Set(list.map(({ type }) => type))].sort();
  const sameTypes = isDeepStrictEqual(types(wantedChannels), types(channels));
  const chosen: readonly Channel[] = sameTypes || wantedChannels.length === 0 ? channels : wantedChannels;
  if (chosen.length === 0) return {};
  return {
    channels: chosen.map((channel) => {
      const secret = spec.channelConfigs.get(channel.type);
      return secret === undefined ? channel : { ...channel, configRef: { ...channel.configRef, secret } };
    }),
  };
}

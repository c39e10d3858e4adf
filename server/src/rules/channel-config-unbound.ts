/**
 * Settings for a channel that no persona binds.
 *
 * Why: `channelConfigs` and `channelAccessControl` bind nothing by themselves; what they say of other channels is
 * passed over. Where the persona's channel is the misspelled one, that is to be mended: a name that is right is not
 * changed to it.
 *
 * Bad:
 *     channelConfigs:
 *       telegram: telegram-token
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *
 * Good:
 *     channelConfigs:
 *       telegram: telegram-token
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *         channels: [telegram]
 */
import { channelByName } from "../pack/channels.ts";
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { PackRule } from "./finding.ts";
import { didYouMean, keyFixes } from "./name-fixes.ts";
import { nearestName } from "./nearest-name.ts";
import { shownText } from "./shown-text.ts";

export const channelConfigUnbound: PackRule = {
  code: "channel-config-unbound",
  severity: "warning",
  check(facts) {
    const maps = ["channelConfigs", "channelAccessControl"].flatMap((field) => facts.spec?.get(field) ?? []);
    if (!maps.some((map) => map.fields().length > 0)) return [];
    if (facts.personas.some(({ unknown }) => unknown.includes("channels"))) return [];
    const bound = boundChannels(facts);
    return maps.flatMap((map) =>
      map.fields().flatMap(({ name, value }) => {
        if (bound.has(name)) return [];
        const near = nearChannel(name, bound, map);
        return {
          code: this.code,
          message: `No persona binds the channel \`${shownText(name)}\`: this has no effect.${didYouMean(near) || " Add it to the `channels` of a persona, or remove it."}`,
          span: value.key ?? value.span,
          placed: map.placed,
          fixes: () => keyFixes(map, name, near, { title: "Remove the channel" }),
        };
      }),
    );
  },
};

/** Excluded personas count: they come back. */
function boundChannels({ personas }: PackFacts): ReadonlySet<string> {
  return new Set(personas.flatMap(({ channels }) => channels.map(({ text }) => text)));
}

/** The channel that the key may mean. A name that no channel has is wrong wherever it stands. */
function nearChannel(name: string, bound: ReadonlySet<string>, map: Located): string | undefined {
  if (channelByName(name)) return undefined;
  const free = [...bound].filter((channel) => channelByName(channel) && !map.get(channel));
  return nearestName(name, free);
}

/**
 * A channel that Sympozium has no image for.
 *
 * Why: the API server takes any text. The pod of the channel is called for, its image `channel-<type>` cannot be
 * pulled, and nobody reaches the persona there.
 *
 * Bad:
 *     channels: [slak]
 *
 * Good:
 *     channels: [slack]
 */
import { CHANNELS, channelByName } from "../pack/channels.ts";
import { codeList } from "../values/value-source.ts";
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { didYouMean, fixOf, renameFixes } from "./name-fixes.ts";
import { nearestName } from "./nearest-name.ts";
import { shownText } from "./shown-text.ts";

const NAMES: readonly string[] = CHANNELS.map(({ name }) => name);

export const unknownChannel: PersonaRule = {
  code: "unknown-channel",
  severity: "warning",
  check(persona) {
    const findings: Finding[] = [];
    for (const value of persona.get("channels")?.items() ?? []) {
      const { text } = value;
      if (text === undefined || channelByName(text)) continue;
      const near = nearestName(text, NAMES);
      findings.push({
        code: this.code,
        message: `There is no channel \`${shownText(text)}\`: the image for its pod cannot be pulled. ${didYouMean(near).trim() || `The channels are ${codeList(NAMES)}.`}`,
        span: value.span,
        fixes: () => fixesFor(persona, value, near),
      });
    }
    return findings;
  },
};

function fixesFor(persona: Located, value: Located, near: string | undefined): Fix[] {
  const bound = new Set(
    persona
      .get("channels")
      ?.texts()
      .map(({ text }) => text),
  );
  const free = NAMES.filter((name) => !bound.has(name));
  const meant = near !== undefined && bound.has(near) ? [] : renameFixes(value, near, free);
  return [...meant, ...fixOf("Remove the entry", removeItem(persona, "channels", value.span))];
}

/**
 * A bound channel without a Secret for it.
 *
 * Why: the pod of the channel starts without a token and exits, again and again; nobody reaches the persona there.
 * The Secret is named in `channelConfigs`, by hand or when the wizard enables the pack; only WhatsApp needs none. On
 * a pack that is not enabled this is a hint.
 *
 * Bad:
 *     enabled: true
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *         channels: [slack]
 *
 * Good:
 *     enabled: true
 *     channelConfigs:
 *       slack: slack-tokens
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *         channels: [slack]
 */
import { channelByName } from "../pack/channels.ts";
import { codeList } from "../values/value-source.ts";
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import { SPEC_SCHEMA } from "../yaml/schema.ts";
import { setNested } from "./field-edits.ts";
import type { Fix, PackRule, PlacedFinding } from "./finding.ts";

export const channelWithoutSecret: PackRule = {
  code: "channel-without-secret",
  severity: "warning",
  check(facts) {
    const { spec, personas } = facts;
    const configs = spec?.get("channelConfigs");
    const isUnreadable = configs && !configs.isNull && configs.node?.kind !== "map";
    if (!spec || isUnreadable) return [];
    const configured = new Map(configs?.fields().map(({ name, value }) => [name, value]));
    const enabled = spec.get("enabled")?.boolean === true;
    const findings: PlacedFinding[] = [];
    for (const { channels, excluded, entry } of personas) {
      if (excluded) continue;
      for (const { text, span } of channels) {
        const keys = channelByName(text)?.requiredKeys ?? [];
        const secret = configured.get(text);
        if (keys.length === 0 || namesSecret(secret)) continue;
        const tail = enabled
          ? "its pod starts without a token and exits"
          : "the wizard asks for it when it enables the pack, `kubectl` does not";
        findings.push({
          code: this.code,
          ...(enabled ? {} : { severity: "hint" }),
          message: `\`channelConfigs\` names no Secret for \`${text}\`: ${tail}. Write \`${text}: NAME\` there, a Secret with ${codeList(keys)}.`,
          span,
          placed: entry.placed,
          fixes: () => fixesFor(facts, spec, text),
        });
      }
    }
    return findings;
  },
};

/** A value that is no text is wrong for its type, which is said already. */
function namesSecret(secret: Located | undefined): boolean {
  return secret !== undefined && !secret.isNull && secret.text !== "";
}

/** The name is the one that the wizard would give. */
function fixesFor({ name }: PackFacts, spec: Located, channel: string): Fix[] {
  const secret = `${name?.text ?? "my-pack"}-${channel}-secret`;
  const edits = setNested(spec, "channelConfigs", channel, secret, SPEC_SCHEMA);
  return edits.length > 0 ? [{ title: `Add ${channel} to channelConfigs`, edits, placed: spec.placed }] : [];
}

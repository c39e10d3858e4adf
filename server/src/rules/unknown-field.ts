/**
 * A field that a PersonaPack does not have.
 *
 * Why: kubectl validates strictly and rejects the object; tools that do not would store it without the
 * field, and nobody would notice.
 *
 * Bad:
 *     schedule:
 *       intervall: 30m
 *
 * Good:
 *     schedule:
 *       interval: 30m
 */

import { codeList } from "../values/value-source.ts";
import { keyText, type MapNode, pairOf } from "../yaml/ast.ts";
import { PACK_SCHEMA, PERSONA_SCHEMA } from "../yaml/schema.ts";
import type { UnknownField } from "../yaml/schema-fact.ts";
import { schemaFacts } from "../yaml/schema-walk.ts";
import { bracketsOf, writeString } from "../yaml/written-string.ts";
import { isBroken } from "./broken-place.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { indentBelow } from "./indent-below.ts";
import { meantField } from "./meant-field.ts";
import { ownerWords } from "./owner-words.ts";
import { removePair } from "./pair-edits.ts";
import { refusedTabs } from "./tab-contexts.ts";

const MAX_LISTED = 8;

export const unknownField: BlockRule = {
  code: "unknown-field",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    // A line that a tab indents does not belong where it seems to.
    const tabs = new Set(refusedTabs(block).map(({ line }) => line));
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "unknown-field") continue;
      // What lacks its colon may be no key.
      if (isBroken(block, fact.span)) continue;
      if (tabs.size > 0 && tabs.has(block.positionAt(fact.span.start).line)) continue;
      const near = nearField(fact);
      findings.push({
        code: this.code,
        message: messageFor(fact, near),
        span: fact.span,
        fixes: () => (fact.aliased ? [] : fixesFor(fact, near, block.text)),
      });
    }
    return findings;
  },
};

interface NearField {
  readonly name: string;
  /** Written already in the same map, so that this one cannot be renamed to it. */
  readonly isWritten: boolean;
}

function nearField({ name, schema, map }: UnknownField): NearField | undefined {
  const present = writtenKeys(map);
  const fields = Object.keys(schema.properties ?? {});
  const free = meantField(
    name,
    fields.filter((field) => !present.has(field)),
  );
  if (free) return { name: free, isWritten: false };
  const written = meantField(name, fields);
  return written ? { name: written, isWritten: true } : undefined;
}

const writtenKeysOf = new WeakMap<MapNode, ReadonlySet<string | undefined>>();

/** Asked for every unknown key of a map, so a map is read once. */
function writtenKeys(map: MapNode): ReadonlySet<string | undefined> {
  let keys = writtenKeysOf.get(map);
  if (!keys) {
    keys = new Set(map.pairs.map(keyText));
    writtenKeysOf.set(map, keys);
  }
  return keys;
}

function messageFor(fact: UnknownField, near: NearField | undefined): string {
  const { name, schema } = fact;
  const unreleased = schema["x-personapack-unreleased"]?.[name];
  if (unreleased) return `\`${name}\`: ${unreleased}`;
  const problem = `\`${name}\` is not a field of ${ownerWords(fact)}; kubectl rejects it.`;
  const home = homeOf(fact);
  if (home) return `${problem} It is a field of ${home}.`;
  if (near?.isWritten) return `${problem} \`${near.name}\` is already there: remove one of them.`;
  if (near) return `${problem} Did you mean \`${near.name}\`?`;
  const fields = Object.keys(schema.properties ?? {});
  if (fields.length === 0 || fields.length > MAX_LISTED) return problem;
  return `${problem} Its fields are ${codeList(fields)}.`;
}

/** Where the field stands in a pack, for one that has the right name in the wrong place. */
function homeOf(fact: UnknownField): string | undefined {
  const { name } = fact;
  const beside = homeBeside(fact);
  if (beside !== undefined) return `\`${beside}\``;
  const { metadata, spec } = PACK_SCHEMA.properties ?? {};
  const places = [
    ["a persona", PERSONA_SCHEMA],
    ["`spec`", spec],
    ["`metadata`", metadata],
    ["`schedule`", PERSONA_SCHEMA.properties?.schedule],
    ["the pack itself", PACK_SCHEMA],
  ] as const;
  return places.find(([, { properties = {} } = {}]) => Object.hasOwn(properties, name))?.[0];
}

/** The field of the same map below which it belongs: of several the one that stands nearest before it. */
function homeBeside({ name, pair, map, schema }: UnknownField): string | undefined {
  const fields = Object.entries(schema.properties ?? {});
  const homes = fields.flatMap(([key, { properties = {} }]) => (Object.hasOwn(properties, name) ? key : []));
  const before = homes.length > 1 ? map.pairs.slice(0, map.pairs.indexOf(pair)) : [];
  return before.map(keyText).findLast((key) => key !== undefined && homes.includes(key)) ?? homes[0];
}

function fixesFor(fact: UnknownField, near: NearField | undefined, text: string): Fix[] {
  const { name, pair, map, schema } = fact;
  // What belongs elsewhere is to be moved, and not to be lost.
  if (homeOf(fact) !== undefined) {
    const owner = pairOf(map, homeBeside(fact) ?? "");
    return owner ? indentBelow(map, owner, schema, text, pair) : [];
  }
  const fixes: Fix[] = [];
  if (near && !near.isWritten) {
    const { start, end } = pair.key;
    fixes.push({
      title: `Rename to ${near.name}`,
      edits: [{ start, end, newText: writeString(near.name, bracketsOf(text)) }],
      preferred: true,
    });
  }
  fixes.push({
    title: `Remove ${name}`,
    edits: [removePair(map, pair, text)],
    ...(near?.isWritten ? { preferred: true } : {}),
  });
  return fixes;
}

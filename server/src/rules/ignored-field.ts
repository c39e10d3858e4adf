/**
 * A field that the release accepts and does not act on.
 *
 * Why: the pack says something that the cluster does not do, and nothing reports it. It may still be worth writing:
 * the web app shows these fields, and later releases obey some. What happens to be so anyway, such as
 * `memory.enabled: true`, is not pointed out.
 *
 * Bad:
 *     memory:
 *       enabled: false
 *
 * Good:
 *     memory:
 *       seeds: ["Production runs in namespace data-prod"]
 */
import type { ReleaseBehaviour } from "../pack/releases.ts";
import { keyText, type MapNode, type Pair, type YamlNode } from "../yaml/ast.ts";
import { resolvePlain } from "../yaml/scalar.ts";
import { fieldSchema, PACK_SCHEMA, PERSONA_LIST_SCHEMA, type Schema } from "../yaml/schema.ts";
import type { BlockRule, Finding } from "./finding.ts";
import { fixOf } from "./name-fixes.ts";
import { removePair } from "./pair-edits.ts";
import { holdsAnchor } from "./value-edits.ts";

interface IgnoredField {
  /** What happens instead. */
  readonly effect: string;
  /** Whether this release acts on it after all; the schema describes the oldest one. */
  readonly honoured?: (release: ReleaseBehaviour) => boolean;
  /** A value that says what happens anyway. */
  readonly isTrue?: (value: YamlNode) => boolean;
}

const FIELDS: Readonly<Record<string, IgnoredField>> = {
  toolPolicy: {
    effect: "every tool stays usable",
    honoured: ({ toolPolicy }) => toolPolicy === "enforced",
  },
  enabled: {
    effect: "the persona has its memory all the same, and its seeds are written",
    honoured: ({ memoryEnabled }) => memoryEnabled === "honoured",
    isTrue: (value) => isWord(value, true),
  },
  timeout: { effect: "nothing stops the hook before the run itself is stopped, after 10 minutes" },
  agentSandbox: {
    effect: "no run is isolated by it",
    isTrue: (value) => value.kind === "map" && value.pairs.some((pair) => isSwitchedOff(pair)),
  },
  relationships: {
    effect: "no persona starts another or waits for it",
    honoured: ({ relationships }) => relationships === "enforced",
  },
  workflowType: {
    effect: "each persona runs on its own schedule",
    honoured: ({ relationships }) => relationships === "enforced",
    isTrue: (value) => value.kind === "scalar" && value.value === "autonomous",
  },
};

export const ignoredField: BlockRule = {
  code: "ignored-field",
  severity: "hint",
  check(document, block, release) {
    const findings: Finding[] = [];
    const visit = (node: YamlNode, schema: Schema): void => {
      if (node.kind === "seq" && schema.items) {
        for (const item of node.items) visit(item, schema.items);
      } else if (node.kind === "map") {
        for (const pair of node.pairs) field(node, pair, schema);
      }
    };
    const field = (map: MapNode, pair: Pair, schema: Schema): void => {
      const name = keyText(pair);
      const below = name === undefined ? undefined : fieldSchema(schema, name);
      if (name === undefined || !below) return;
      const ignored = below["x-personapack-ignored"] ? FIELDS[name] : undefined;
      if (!ignored) {
        visit(pair.value, below);
      } else if (!ignored.honoured?.(release) && !isAsWritten(pair.value, ignored)) {
        findings.push({
          code: this.code,
          message: `${release.release} ignores \`${name}\`: ${ignored.effect}.`,
          span: pair.key,
          fixes: () =>
            holdsAnchor(pair.value) ? [] : fixOf(`Remove ${name}`, removePair(map, pair, block.text)),
        });
      }
    };
    const isFrame = block === document.frame.block;
    if (block.root) visit(block.root, isFrame ? PACK_SCHEMA : PERSONA_LIST_SCHEMA);
    return findings;
  },
};

function isAsWritten(value: YamlNode, { isTrue }: IgnoredField): boolean {
  return isNothing(value) || isTrue?.(value) === true;
}

/** Null, and empty lists and maps: the field says nothing that could be ignored. */
function isNothing(value: YamlNode): boolean {
  if (value.kind === "seq") return value.items.length === 0;
  if (value.kind === "map") return value.pairs.length === 0;
  return value.kind === "scalar" && value.style === "plain" && resolvePlain(value.value).type === "null";
}

function isSwitchedOff(pair: Pair): boolean {
  return keyText(pair) === "enabled" && isWord(pair.value, false);
}

function isWord(value: YamlNode, meaning: boolean): boolean {
  return value.kind === "scalar" && value.style === "plain" && resolvePlain(value.value).value === meaning;
}

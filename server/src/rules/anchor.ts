/**
 * An alias without its anchor, or a merge of something that is not a map.
 *
 * Why: kubectl cannot read the file. An alias may only name an anchor that stands before it in the same
 * document and is complete there; the names of anchors are made of letters, digits, `-` and `_`.
 *
 * Bad:
 *     toolPolicy: *tools
 *
 * Good:
 *     toolPolicy: &tools
 *       allow: [read_file]
 */
import { visitNodes, type YamlNode } from "../yaml/ast.ts";
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import { type SchemaFact, schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding } from "./finding.ts";

export const anchor: BlockRule = {
  code: "anchor",
  severity: "error",
  generic: true,
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      const message = fact.aliased ? undefined : messageFor(fact);
      if (message) findings.push({ code: this.code, message, span: fact.span });
    }
    for (const { message, span } of anchorMistakes(block)) findings.push({ code: this.code, message, span });
    return findings;
  },
};

function messageFor(fact: SchemaFact): string | undefined {
  if (fact.kind === "unknown-anchor") {
    return `No \`&${fact.name}\` stands before this alias in the document. Write the value here, or put the anchor before it.`;
  }
  if (fact.kind === "invalid-merge") return "`<<` takes a map, an alias of one, or a list of these.";
  return undefined;
}

const ALLOWED_NAME = /^[A-Za-z0-9_-]+$/;

/** What kubectl's reader refuses, and the parsers here do not. */
export const anchorMistakes = rememberPerBlock((block: Block): readonly Omit<Finding, "code">[] => {
  if (!block.root || !block.hasAnchors) return [];
  const found: Omit<Finding, "code">[] = [];
  const containers = new Map<string, YamlNode>();
  visitNodes(block.root, (node) => {
    const name = node.kind === "alias" ? node.name : node.anchor;
    if (name === undefined) return;
    const named = `${node.kind === "alias" ? "*" : "&"}${name}`;
    const span = node.kind === "alias" ? node : anchorSpan(node, name, block.text);
    if (!ALLOWED_NAME.test(name)) {
      const message = `kubectl cannot read \`${named}\`: name anchors with letters, digits, \`-\` and \`_\` only.`;
      found.push({ message, span });
    }
    if (node.kind !== "alias") containers.set(name, node);
    const container = node.kind === "alias" ? containers.get(name) : undefined;
    if (container && container.start < node.start && node.end <= container.end) {
      found.push({ message: `\`${named}\` would contain itself. Write the value instead.`, span });
    }
  });
  return found;
});

/** Where the anchor is written: before its node, perhaps with a tag or a line break between them. */
function anchorSpan(node: YamlNode, name: string, text: string): { start: number; end: number } {
  const start = text.lastIndexOf(`&${name}`, node.start);
  return start < 0 ? node : { start, end: start + name.length + 1 };
}

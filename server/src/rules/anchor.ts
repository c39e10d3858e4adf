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
import { type MapNode, visitNodes, type YamlNode } from "../yaml/ast.ts";
import type { Block } from "../yaml/block.ts";
import { isMerge } from "../yaml/merge.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Span } from "../yaml/position.ts";
import type { BlockRule, Finding } from "./finding.ts";
import { ANCHOR_NAME, unquotedStars } from "./unquoted-star.ts";

export const anchor: BlockRule = {
  code: "anchor",
  severity: "error",
  generic: true,
  check(document, block) {
    const findings: Finding[] = [];
    const add: Add = (span, message, fixes) =>
      findings.push({ code: this.code, message, span, ...(fixes && { fixes }) });
    if (block.root && (block.hasAnchors || block.text.includes("<<"))) {
      const walk = new AnchorWalk(document, block, add);
      visitNodes(block.root, (node) => walk.visit(node));
    }
    return findings;
  },
};

type Add = (span: Span, message: string, fixes?: Finding["fixes"]) => void;

class AnchorWalk {
  readonly #document: PackDocument;
  readonly #block: Block;
  readonly #add: Add;
  readonly #anchored = new Map<string, YamlNode>();

  constructor(document: PackDocument, block: Block, add: Add) {
    this.#document = document;
    this.#block = block;
    this.#add = add;
  }

  visit(node: YamlNode): void {
    if (node.kind === "alias") this.#alias(node, node.name);
    else if (node.anchor !== undefined) this.#anchor(node, node.anchor);
    if (node.kind === "map") this.#merges(node);
  }

  #anchor(node: YamlNode, name: string): void {
    this.#anchored.set(name, node);
    if (!ANCHOR_NAME.test(name)) this.#badName(anchorSpan(node, name, this.#block.text), `&${name}`);
  }

  #alias(alias: YamlNode, name: string): void {
    const container = this.#anchored.get(name);
    const star = unquotedStars(this.#block).get(alias);
    if (star && !this.#document.follow(alias)) {
      // With more than one word it is no YAML, which yaml-syntax says.
      if (!this.#block.problems.some(({ start }) => star.start <= start && start < star.end))
        this.#add({ start: star.start, end: star.end }, star.message, star.fixes);
    } else if (!ANCHOR_NAME.test(name)) this.#badName(alias, `*${name}`);
    else if (container && container.start < alias.start && alias.end <= container.end) {
      this.#add(
        alias,
        `\`*${name}\` stands inside of \`&${name}\` and would contain itself. Write the value.`,
      );
    } else if (!this.#document.follow(alias)) {
      const problem = `No \`&${name}\` stands before this alias in the document.`;
      this.#add(alias, `${problem} Write the value here, or put the anchor before it.`);
    }
  }

  #badName(span: Span, name: string): void {
    const allowed = "letters, digits, `-` and `_`";
    this.#add(span, `kubectl cannot read \`${name}\`. Name anchors with ${allowed} only.`);
  }

  #merges(map: MapNode): void {
    for (const pair of map.pairs) {
      if (!isMerge(pair)) continue;
      for (const part of pair.value.kind === "seq" ? pair.value.items : [pair.value]) {
        const target = this.#document.follow(part);
        // An alias without its anchor is said where the alias is visited.
        if (target ? target.kind === "map" : part.kind === "alias") continue;
        const span = part.start < part.end ? part : pair.key;
        this.#add(span, "`<<` takes a map, an alias of one, or a list of these. Merge a map.");
      }
    }
  }
}

/** Where the anchor is written: before its node, perhaps with a tag or a line break between them. */
function anchorSpan(node: YamlNode, name: string, text: string): Span {
  const start = text.lastIndexOf(`&${name}`, node.start);
  return start < 0 ? node : { start, end: start + name.length + 1 };
}

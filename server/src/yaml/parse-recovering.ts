/**
 * Text with syntax errors to a tree and its errors. The `yaml` package keeps what it understood, so that
 * a half-typed document still completes, and says where each error lies.
 */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLError } from "yaml";
import { afterDash } from "./after-dash.ts";
import type { Pair, ScalarStyle, YamlNode } from "./ast.ts";

export interface SyntaxProblem {
  /** The `yaml` package's error code, for example `BAD_INDENT`. */
  readonly reason: string;
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

export interface RecoveredResult {
  readonly root: YamlNode | undefined;
  readonly hasAnchors: boolean;
  readonly problems: readonly SyntaxProblem[];
}

/** One mistake often drags others behind it; past this many in one block they tell nothing new. */
const MAX_PROBLEMS = 5;

export function parseRecovering(text: string): RecoveredResult {
  // A lone CR ends a line in YAML and in LSP, but not for this package.
  const document = parseDocument(text.replace(/\r(?!\n)/g, "\n"), {
    uniqueKeys: false,
    schema: "failsafe",
    prettyErrors: false,
    logLevel: "silent",
    strict: true,
  });
  const converter = new NodeConverter(text);
  const root = document.contents
    ? converter.convert(document.contents, document.contents.range[0])
    : undefined;
  const problems = document.errors.filter(isError).slice(0, MAX_PROBLEMS);
  return {
    root,
    hasAnchors: converter.hasAnchors,
    problems: problems.map((error) => toProblem(error, text)),
  };
}

/**
 * Left out is what kubectl's own parser accepts (a comment glued to a value), and what the tree says better (an
 * alias may name an anchor of another block).
 */
function isError(error: YAMLError): boolean {
  if (error.code === "BAD_ALIAS") return false;
  if (error.code === "MISSING_CHAR" && error.message.startsWith("Comments must be separated")) return false;
  return true;
}

/** The list or map ended with its indent before a bracket came. */
function lacksBracket({ code, message }: YAMLError): boolean {
  return code === "BAD_INDENT" && message.includes(" end with a ");
}

function toProblem(error: YAMLError, text: string): SyntaxProblem {
  const { length } = text;
  if (lacksBracket(error)) {
    // It is reported where the next line begins; what lacks its bracket stands before that.
    const end = Math.max(1, text.slice(0, error.pos[0]).trimEnd().length);
    return { reason: "MISSING_CHAR", detail: error.message, start: end - 1, end };
  }
  const start = Math.min(error.pos[0], length);
  const end = Math.min(Math.max(error.pos[1], start), length);
  return { reason: error.code, detail: error.message, start, end };
}

const SCALAR_STYLES: Record<Scalar.Type, ScalarStyle> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

class NodeConverter {
  hasAnchors = false;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** `missingAt` is where a value that was left out would stand. */
  convert(node: unknown, missingAt: number): YamlNode {
    if (isAlias(node)) {
      this.hasAnchors = true;
      const [start = missingAt, end = missingAt] = node.range ?? [];
      return { kind: "alias", start, end, name: node.source };
    }
    if (isScalar(node)) {
      const [start = missingAt, end = missingAt] = node.range ?? [];
      const style = SCALAR_STYLES[node.type as Scalar.Type] ?? "plain";
      const value = node.value == null ? "" : String(node.value);
      // A missing value is reported behind the blanks that follow; it belongs right after the colon.
      const empty = start === end || (style === "plain" && value === "" && !node.source);
      const place = empty ? { start: missingAt, end: missingAt } : { start, end };
      return { kind: "scalar", style, value, ...place, ...this.#properties(node) };
    }
    if (isMap(node)) {
      const [start = missingAt] = node.range ?? [];
      let end = start + 1;
      const pairs: Pair[] = [];
      for (const item of node.items) {
        const key = this.convert(item.key, end);
        const value = this.convert(item.value, this.#afterColon(key.end));
        pairs.push({ key, value });
        end = Math.max(end, key.end, value.end);
      }
      const flow = node.flow === true;
      return {
        kind: "map",
        flow,
        pairs,
        start,
        end: flow ? rangeEnd(node, end) : end,
        ...this.#properties(node),
      };
    }
    if (isSeq(node)) {
      const [start = missingAt] = node.range ?? [];
      const flow = node.flow === true;
      let end = flow ? start + 1 : start;
      const items: YamlNode[] = [];
      for (const item of node.items) {
        const missing = !flow && isScalar(item) && !item.source && item.type === "PLAIN";
        const converted = this.convert(item, missing ? afterDash(this.#text, end) : end);
        items.push(converted);
        end = Math.max(end, converted.end);
      }
      return {
        kind: "seq",
        flow,
        items,
        start,
        end: flow ? rangeEnd(node, end) : end,
        ...this.#properties(node),
      };
    }
    // What is null here was left out, as the value in `{a, b: 1}`.
    return { kind: "scalar", style: "plain", value: "", start: missingAt, end: missingAt };
  }

  #properties(node: { anchor?: string; tag?: string }): { anchor?: string; tag?: string } {
    if (node.anchor === undefined && node.tag === undefined) return {};
    if (node.anchor !== undefined) this.hasAnchors = true;
    return {
      ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
      ...(node.tag === undefined ? {} : { tag: node.tag }),
    };
  }

  #afterColon(keyEnd: number): number {
    let at = keyEnd;
    while (this.#text[at] === " " || this.#text[at] === "\t") at++;
    return this.#text[at] === ":" ? at + 1 : keyEnd;
  }
}

function rangeEnd(node: { range?: readonly number[] | null | undefined }, fallback: number): number {
  return node.range?.[1] ?? fallback;
}

/**
 * Text that other YAML readers take and kubectl's does not.
 *
 * Why: kubectl reads an older YAML. Within brackets it ends a plain value at `?` and takes a leading `:` for a
 * colon, a key must stand on one line there, and a tag must fit its value.
 *
 * Bad:
 *     allow: [https://example.com/?q=jobs]
 *
 * Good:
 *     allow: ["https://example.com/?q=jobs"]
 */
import type { MapNode, ScalarNode, YamlNode } from "../yaml/ast.ts";
import { visitNodes } from "../yaml/ast.ts";
import type { Span } from "../yaml/position.ts";
import { quote } from "../yaml/scalar.ts";
import type { BlockRule, Finding, Fix, Severity } from "./finding.ts";
import { firstLineOf } from "./first-line.ts";
import { isReadAsJson } from "./json-document.ts";
import { tagProblem } from "./tag-problem.ts";

export const yamlDialect: BlockRule = {
  code: "yaml-dialect",
  severity: "error",
  check(_document, block) {
    const { root, text, problems } = block;
    // What no reader understands is said by `yaml-syntax`; behind it there is much that only looks odd.
    if (!root || problems.length > 0 || !/[?!&:]/.test(text) || isReadAsJson(block)) return [];
    const findings: Finding[] = [];
    const add = ({ span, message, fixes, severity }: Problem) => {
      const place = firstLineOf(span, text);
      findings.push({
        code: this.code,
        message,
        span: place,
        ...(fixes && { fixes }),
        ...(severity && { severity }),
      });
    };
    visitNodes(root, (node) => {
      for (const problem of problemsAt(node, text)) add(problem);
    });
    return findings;
  },
};

interface Problem {
  readonly span: Span;
  readonly message: string;
  readonly severity?: Severity;
  readonly fixes?: () => readonly Fix[];
}

function problemsAt(node: YamlNode, text: string): Problem[] {
  const tag = tagProblem(node, text);
  const problems: Problem[] = tag ? [tag] : [];
  if (node.kind === "map") problems.push(...(node.flow ? flowKeys(node, text) : keysOnOneLine(node, text)));
  if ((node.kind !== "map" && node.kind !== "seq") || !node.flow) return problems;
  const parts = node.kind === "seq" ? node.items : node.pairs.flatMap(({ key, value }) => [key, value]);
  for (const part of parts) {
    const problem = part.kind === "scalar" ? plainInBrackets(part, text) : undefined;
    if (problem) problems.push(problem);
  }
  return problems;
}

function plainInBrackets(node: ScalarNode, text: string): Problem | undefined {
  if (node.style !== "plain") return undefined;
  const written = text.slice(node.start, node.end);
  const fixes = () => [quoting(node)];
  if (written[0] === "?") {
    const message = "Within brackets kubectl takes `?` for the start of a key. Put the value in quotes.";
    return { span: node, message, severity: "warning", fixes };
  }
  if (written.includes("?")) {
    const message = "Within brackets kubectl ends a plain value at `?`. Put the value in quotes.";
    return { span: node, message, fixes };
  }
  if (written[0] !== ":") return undefined;
  const message =
    "Within brackets kubectl takes a `:` at the start for the colon of a key. Put the value in quotes.";
  return { span: node, message, fixes };
}

function quoting(node: ScalarNode): Fix {
  const newText = quote(node.value);
  const edits = [{ start: node.start, end: node.end, newText }];
  return { title: `Quote: ${newText}`, edits, preferred: true, safe: true };
}

/** A key in braces, with its colon, stands on one line unless a `?` introduces it. */
function flowKeys(map: MapNode, text: string): Problem[] {
  return map.pairs.flatMap(({ key, value }) => {
    const glued =
      key.kind === "scalar" && key.style === "plain"
        ? /^[ \t]*:(?=[,[\]{}])/.exec(text.slice(key.end, key.end + 2))
        : null;
    if (glued) return [gluedColon(key.end + glued[0].length, text)];
    const untilColon = /^(?:\s|#[^\r\n]*)*:/.exec(text.slice(key.end, Math.max(key.end, value.start)))?.[0];
    const hasLineBreak =
      untilColon !== undefined && /[\r\n]/.test(text.slice(key.start, key.end) + untilColon);
    if (!hasLineBreak || /\?\s+$/.test(text.slice(map.start, key.start))) return [];
    return [{ span: key, message: "kubectl wants a key and its colon on one line." }];
  });
}

/** kubectl reads it on as a part of the key. */
function gluedColon(end: number, text: string): Problem {
  const message = "Within brackets kubectl takes a colon for a part of the key unless a blank follows it.";
  const fix: Fix = {
    title: "Put a blank behind the colon",
    edits: [{ start: end, end, newText: " " }],
    preferred: true,
  };
  const span = { start: end - 1, end };
  return {
    span,
    message,
    fixes: () => [fix],
    ...(/[,\]}]/.test(text[end] ?? "") && { severity: "warning" }),
  };
}

/** An anchor or a tag before a key on the line of another key. */
function keysOnOneLine(map: MapNode, text: string): Problem[] {
  return map.pairs.flatMap(({ key, value }) => {
    if (value.kind !== "map" || value.flow || /[\r\n]/.test(text.slice(key.end, value.start))) return [];
    return [
      {
        span: value,
        message: "A value cannot hold another key on the same line. Put it on a line of its own.",
      },
    ];
  });
}

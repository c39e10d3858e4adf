/** What kubectl does not like about a tag: it resolves the types of YAML 1.1 and leaves all others alone. */
import { isEmptyScalar, type ScalarNode, type YamlNode } from "../yaml/ast.ts";
import type { Span } from "../yaml/position.ts";
import { resolvePlain } from "../yaml/scalar.ts";

export interface TagProblem {
  readonly span: Span;
  readonly message: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})?)?$/;

/** By the name of a tag: whether it may stand before a value, however that is quoted. */
const FITS: Readonly<Record<string, (value: string) => boolean>> = {
  int: (value) => /^[^.eE]*$|^[-+]?0x/i.test(value) && resolvePlain(value).type === "integer",
  float: (value) => ["integer", "number"].includes(resolvePlain(value).type),
  bool: (value) => resolvePlain(value).type === "boolean",
  null: (value) => resolvePlain(value).type === "null",
  binary: (value) => BASE64.test(value.replace(/[\r\n]/g, "")),
  timestamp: (value) => TIMESTAMP.test(value),
};

export function tagProblem(node: YamlNode, text: string): TagProblem | undefined {
  const { tag } = node;
  if (tag === undefined) return undefined;
  const span = tagSpan(node, tag, text);
  if (tag === "!!" || tag === "!<>") return { span, message: "A tag needs a name. Remove this one." };
  const next = text[span.end] ?? "";
  if (/[,[\]]/.test(next)) {
    const message = `kubectl takes the \`${next}\` for a part of the tag. Write a space before it.`;
    return { span, message };
  }
  return node.kind === "scalar" ? misfit(node, tag, span) : undefined;
}

function misfit(node: ScalarNode, tag: string, span: Span): TagProblem | undefined {
  const name = tag.replace(/^!<(.*)>$/, "$1").replace(/^(?:!!|tag:yaml\.org,2002:)/, "");
  const fits = Object.hasOwn(FITS, name) ? FITS[name] : undefined;
  if (!fits || fits(node.value)) return undefined;
  return { span, message: `The tag \`${tag}\` does not fit its value. Remove the tag.` };
}

/** The tag stands before its node, perhaps with an anchor or a line break between them; of nothing, behind it. */
function tagSpan(node: YamlNode, tag: string, text: string): Span {
  const start = isEmptyScalar(node) ? text.indexOf(tag, node.start) : text.lastIndexOf(tag, node.start);
  return start < 0 ? node : { start, end: start + tag.length };
}

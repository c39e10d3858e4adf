/**
 * The documentation of a field, in the words of the schema. yaml-language-server finds it, but is asked only at
 * a key or a value: on a key at column 0 it answers for the block above, on indentation and in an empty
 * line for whatever lies around, and its ranges then run over many lines. Of fields in no release it knows nothing.
 */
import { keyText, type YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Position, Range, Span } from "../yaml/position.ts";
import { fieldSchema, PACK_SCHEMA, PERSONA_LIST_SCHEMA, type Schema } from "../yaml/schema.ts";
import type { SchemaEngine } from "./schema-engine.ts";
import { windowAt } from "./schema-window.ts";

export interface FieldHover {
  /** Markdown, never empty. */
  readonly contents: string;
  readonly range: Range;
}

/** Undefined between tokens, on fields that nobody knows, and where the window is too costly for the engine. */
export async function hoverField(
  document: PackDocument,
  position: Position,
  engine: Pick<SchemaEngine, "hover">,
): Promise<FieldHover | undefined> {
  const { placed } = document.blockAt(position.line);
  const { root } = placed.block;
  if (!root) return undefined;
  const isFrame = placed === document.frame;
  const schema = isFrame ? PACK_SCHEMA : PERSONA_LIST_SCHEMA;
  const token = tokenAt(root, schema, placed.offsetAt(position));
  if (!token) return undefined;
  const range = placed.rangeOf(token.span);
  if (token.unreleased !== undefined) return { contents: token.unreleased, range };
  const window = windowAt(document, position);
  // One character into the token: its first is where the engine errs.
  const length = token.span.end - token.span.start;
  const inside = placed.positionAt(token.span.start + Math.min(1, length - 1));
  const contents = window && (await engine.hover(window, inside));
  return contents === undefined ? undefined : { contents, range };
}

interface Token {
  readonly span: Span;
  /** The explanation of the field, if it is in no release. */
  readonly unreleased?: string;
}

function tokenAt(root: YamlNode, schema: Schema, offset: number): Token | undefined {
  let node: YamlNode = root;
  let below: Schema | undefined = schema;
  let unreleased: string | undefined;
  const token = (span: Span): Token => ({ span, ...(unreleased === undefined ? {} : { unreleased }) });
  while (node.kind === "map" || node.kind === "seq") {
    if (node.kind === "seq") {
      const item: YamlNode | undefined = node.items.find((item) => covers(item, offset));
      if (!item) return undefined;
      below = below?.items;
      node = item;
      continue;
    }
    const pair = node.pairs.find(({ key, value }) => covers(key, offset) || covers(value, offset));
    if (!pair) return undefined;
    const name = keyText(pair);
    if (name !== undefined) {
      unreleased ??= below?.["x-personapack-unreleased"]?.[name];
      below = below && fieldSchema(below, name);
    }
    if (covers(pair.key, offset)) return token(pair.key);
    node = pair.value;
  }
  // While reading a prompt nobody asks what `systemPrompt` is: of a block scalar only the key answers.
  const isBlock = node.kind === "scalar" && (node.style === "literal" || node.style === "folded");
  return isBlock || node.start === node.end ? undefined : token(node);
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

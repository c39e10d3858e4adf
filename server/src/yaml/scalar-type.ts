import type { ScalarNode } from "./ast.ts";
import { resolvePlain } from "./scalar.ts";
import type { SchemaType } from "./schema.ts";

export type ValueType = SchemaType | "null";

/** The type that kubectl's YAML reader gives a scalar. */
export function scalarType(scalar: ScalarNode): ValueType {
  if (scalar.tag !== undefined) return taggedType(scalar.tag) ?? "string";
  return scalar.style === "plain" ? resolvePlain(scalar.value).type : "string";
}

function taggedType(tag: string): ValueType | undefined {
  switch (tag.replace(/^(!!|tag:yaml\.org,2002:)/, "")) {
    case "int":
      return "integer";
    case "float":
      return "number";
    case "bool":
      return "boolean";
    case "null":
      return "null";
    default:
      return undefined;
  }
}

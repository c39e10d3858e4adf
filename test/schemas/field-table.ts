/** A JSON schema (or the OpenAPI v3 schema of a CRD) as far as it describes the shape of a pack. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly [annotation: string]: unknown;
}

/** What a schema says about the values at one path; absent keys mean that it says nothing. */
export interface Field {
  /** Keys joined by `.`, `[]` for the items of a list, `*` for the values of a map; the root is `""`. */
  readonly path: string;
  readonly type?: string | readonly string[];
  readonly required?: true;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** The aspects of a field that are compared; a list of them is exhaustive for what the CRD uses. */
export const aspects = [
  "type",
  "required",
  "const",
  "enum",
  "default",
  "format",
  "pattern",
  "minimum",
  "minLength",
  "maxLength",
] as const;

/** Every node of a schema with its path, parents before children, in the order of the schema. */
export function* schemaNodes(
  node: SchemaNode,
  path = "",
  required = false,
): Generator<{ path: string; node: SchemaNode; required: boolean }> {
  yield { path, node, required };
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    yield* schemaNodes(child, path === "" ? key : `${path}.${key}`, node.required?.includes(key) === true);
  }
  if (node.items !== undefined) yield* schemaNodes(node.items, `${path}[]`);
  if (typeof node.additionalProperties === "object")
    yield* schemaNodes(node.additionalProperties, `${path}.*`);
}

/** The fields that a schema describes, one row each, sorted by path. */
export function fieldTable(schema: SchemaNode): Field[] {
  const fields = [...schemaNodes(schema)].map(({ path, node, required }) => {
    const present = aspects
      .filter((aspect) => aspect !== "required" && node[aspect] !== undefined)
      .map((aspect) => [aspect, node[aspect]] as const);
    return { path, ...(required ? { required: true as const } : {}), ...Object.fromEntries(present) };
  });
  return fields.sort((a, b) => (a.path < b.path ? -1 : 1));
}

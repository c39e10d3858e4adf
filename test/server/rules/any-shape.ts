/** A pack with every field that there is, and the same with any one of them in another shape. */
import { PACK_SCHEMA, type Schema } from "../../../server/src/yaml/schema.ts";

/** Text that stands in the YAML as it is. */
class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Raw | readonly Value[] | { readonly [key: string]: Value };
type Path = readonly (string | number)[];

/** Anchors for the mutations to use, before anything else. */
const ANCHORS: Value = {
  text: new Raw("&text every 5 minutes"),
  number: new Raw("&number 7"),
  list: new Raw("&list [1, {name: A B, timeout: soon}, [x]]"),
  map: new Raw('&map {name: A B, cron: "* * * * 7", interval: 45m, timeout: 5 m, gate: true, enabled: true}'),
  loop: new Raw("&loop {again: *loop, name: *loop}"),
  merged: new Raw("&merged {<<: [*map, *loop, *text], task: *list}"),
};

/** What a value of any type may be replaced by. */
const SHAPES: readonly string[] = [
  "",
  "~",
  '""',
  "some text",
  "every 5 minutes",
  '"* * * * *"',
  "'0 9 * * 7'",
  "'0 9 31 2 *'",
  "'*/2 * * * *'",
  "7",
  "-1.5e3",
  "true",
  "[]",
  "[~, 7, [x], {a: b}]",
  "{}",
  "{name: {name: []}, 7: x, ? [a] : b}",
  "[[[{a: [{}]}]]]",
  "restrictive",
  "[grep_search, write_file, mcp-bridge, no-such-skill]",
  "*text",
  "*number",
  "*list",
  "*map",
  "*loop",
  "*merged",
  "*nowhere",
  "&text other",
  "!!int 5 m",
  '"\\x41\\u00e4 \\\n  7"',
  '"\\q"',
  '"\\/"',
  "[unclosed",
  "\x07",
  "x".repeat(41),
  "x".repeat(60),
];

/** What a map may hold besides its fields. */
const ADDITIONS: readonly string[] = [
  "*map",
  "*merged",
  "*loop",
  "*text",
  "[*map, *list]",
  "~",
  "{name: X Y}",
];

export interface MutatedPack {
  /** Where it differs from the full pack, and how. */
  readonly title: string;
  readonly text: string;
}

export function* mutatedPacks(): Generator<MutatedPack> {
  const pack = fullPack();
  for (const style of [blockText, flowText]) {
    yield { title: `${style.name} full`, text: style(pack, []) };
    for (const path of pathsOf(pack)) {
      const at = `${style.name} ${path.join(".")}`;
      for (const shape of SHAPES) {
        yield { title: `${at} = ${shape}`, text: style(replaced(pack, path, new Raw(shape)), []) };
      }
      for (const addition of ADDITIONS) {
        const merged = withMerge(pack, path, new Raw(addition));
        if (merged) yield { title: `${at} << ${addition}`, text: style(merged, []) };
      }
      if (typeof path.at(-1) === "string") {
        yield { title: `${at} twice`, text: style(pack, path) };
        yield { title: `${at} left out`, text: style(without(pack, path), []) };
      }
    }
  }
}

/** Only the interval is not as it should be, where no cron hides it. */
function fullPack(): Value {
  const sampled = sample(PACK_SCHEMA) as { readonly metadata: object; readonly spec: object };
  const pack = {
    ...sampled,
    metadata: { annotations: ANCHORS, ...sampled.metadata, name: new Raw("data-team") },
    spec: {
      sharedMemory: { enabled: new Raw("true"), storageSize: new Raw("1Gi") },
      ...sampled.spec,
    },
  } as Value;
  const persona: Path = ["spec", "personas", 0];
  const unknownInterval = replaced(pack, [...persona, "schedule", "interval"], new Raw("45m"));
  return replaced(unknownInterval, [...persona, "webEndpoint", "enabled"], new Raw("false"));
}

function sample(schema: Schema): Value {
  switch (schema.type) {
    case "object": {
      const fields = Object.entries(schema.properties ?? {});
      const values = fields.map(([name, field]) => [name, sample(field)] as const);
      const any = schema.additionalProperties;
      return Object.fromEntries(typeof any === "object" ? [...values, ["k8s-ops", sample(any)]] : values);
    }
    case "array":
      return schema.items ? [sample(schema.items), sample(schema.items)] : [];
    default: {
      const [example] = schema.examples ?? [];
      return new Raw(JSON.stringify(schema.const ?? schema.enum?.[0] ?? example ?? schema.default ?? "text"));
    }
  }
}

function entriesOf(value: Value): (readonly [string | number, Value])[] {
  if (value instanceof Raw) return [];
  if (isList(value)) return value.map((item, i) => [i, item] as const);
  return Object.entries(value);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** All places; of a list's items the first, for the others are like it. */
function pathsOf(value: Value, path: Path = []): Path[] {
  return entriesOf(value).flatMap(([key, field]) => {
    if (key === "annotations" || (typeof key === "number" && key > 0)) return [];
    return [[...path, key], ...pathsOf(field, [...path, key])];
  });
}

function changed(value: Value, [key, ...rest]: Path, change: (value: Value) => Value): Value {
  if (key === undefined) return change(value);
  if (isList(value)) return value.map((item, i) => (i === key ? changed(item, rest, change) : item));
  const entries = entriesOf(value);
  return Object.fromEntries(
    entries.map(([name, field]) => [name, name === key ? changed(field, rest, change) : field]),
  );
}

function replaced(value: Value, path: Path, by: Value): Value {
  return changed(value, path, () => by);
}

function without(value: Value, path: Path): Value {
  return changed(value, path.slice(0, -1), (map) =>
    Object.fromEntries(entriesOf(map).filter(([name]) => name !== path.at(-1))),
  );
}

/** A merge key in the map at a place, in front of its other fields, of which one goes; undefined for what is no map. */
function withMerge(value: Value, path: Path, merged: Value): Value | undefined {
  let isMap = false;
  const result = changed(value, path, (map) => {
    if (map instanceof Raw || isList(map)) return map;
    isMap = true;
    return { "<<": merged, ...Object.fromEntries(Object.entries(map).slice(1)) };
  });
  return isMap ? result : undefined;
}

function flowText(value: Value, twice: Path): string {
  return entriesOf(value)
    .map(([key, field]) => `${key}: ${flow(field, below(key, twice))}\n${repeated(key, twice)}`)
    .join("");
}

function flow(value: Value, twice: Path): string {
  if (value instanceof Raw) return value.text;
  if (isList(value)) return `[${value.map((item, i) => flow(item, below(i, twice))).join(", ")}]`;
  const fields = Object.entries(value).map(
    ([key, field]) => `${key}: ${flow(field, below(key, twice))}${isLast(key, twice) ? `, ${key}: 7` : ""}`,
  );
  return `{${fields.join(", ")}}`;
}

function blockText(value: Value, twice: Path, indent = ""): string {
  return entriesOf(value)
    .map(([key, field]) => {
      const lead = typeof key === "number" ? `${indent}-` : `${indent}${key}:`;
      return `${lead}${block(field, below(key, twice), indent, key)}${repeated(key, twice, indent)}`;
    })
    .join("");
}

function block(value: Value, twice: Path, indent: string, key: string | number): string {
  if (value instanceof Raw) return ` ${value.text}\n`;
  if (entriesOf(value).length === 0) return isList(value) ? " []\n" : " {}\n";
  const text = blockText(value, twice, `${indent}  `);
  // The first line of an item stands behind its dash.
  return typeof key === "number" ? ` ${text.slice(indent.length + 2)}` : `\n${text}`;
}

function below(key: string | number, [first, ...rest]: Path): Path {
  return first === key ? rest : [];
}

function isLast(key: string | number, path: Path): boolean {
  return path.length === 1 && path[0] === key;
}

function repeated(key: string | number, twice: Path, indent = ""): string {
  return isLast(key, twice) ? `${indent}${key}: 7\n` : "";
}

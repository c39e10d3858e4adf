/** The documents of an editor's text, each as its author wrote it. */
import { load, YAMLException } from "js-yaml";
import { PlainObject } from "../../../../server/src/pack/plain-object.ts";
import type { ResourceType } from "../cluster-client.ts";
import { RESOURCES } from "../resource-types.ts";

export interface LocalDocument {
  readonly text: string;
  /** Zero-based line of the whole text on which `text` begins. */
  readonly line: number;
  /** Undefined if it is no object of a kind that the view knows, or has no name. */
  readonly identity: DocumentIdentity | undefined;
  /** Why there is no identity. */
  readonly problem: string | undefined;
}

export interface DocumentIdentity {
  readonly type: ResourceType;
  readonly name: string;
  /** Undefined: left to whoever applies it. */
  readonly namespace: string | undefined;
}

/** Only these are ever applied; a Secret in a file does not become one by accident. */
const APPLICABLE: readonly ResourceType[] = [RESOURCES.packs];
/** At the start of a line it always begins a document, also inside a block of text. */
const MARKER = /^---(?:[ \t].*)?$/;

/** Documents without content are left out. */
export function localDocuments(text: string): LocalDocument[] {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (MARKER.test(line) ? [index] : []));
  if (starts[0] !== 0) starts.unshift(0);
  return starts.flatMap((start, index) => {
    const part = lines.slice(start, starts[index + 1]);
    const content = part.some((line) => !MARKER.test(line) && !/^\s*(#.*)?$/.test(line));
    return content ? [readDocument(`${part.join("\n")}\n`, start)] : [];
  });
}

function readDocument(text: string, line: number): LocalDocument {
  let value: unknown;
  try {
    // Keys that are there twice are left for the API server to refuse, which says where.
    value = load(text, { json: true });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // The message quotes the text.
    return { text, line, identity: undefined, problem: "This is not valid YAML." };
  }
  const found = identityOf(value);
  return typeof found === "string"
    ? { text, line, identity: undefined, problem: found }
    : { text, line, identity: found, problem: undefined };
}

function identityOf(value: unknown): DocumentIdentity | string {
  const root = PlainObject.from(value, [], []);
  const metadata = root?.object("metadata");
  const name = metadata?.text("name") ?? "";
  const type = APPLICABLE.find(
    ({ kind, group, version }) =>
      root?.text("kind") === kind && root.text("apiVersion") === `${group}/${version}`,
  );
  if (!type) return "This is no PersonaPack: only these are applied here.";
  if (name === "") return "The pack has no name in `metadata.name`.";
  return { type, name, namespace: metadata?.optionalText("namespace") };
}

/**
 * The part of a file that yaml-language-server gets to see. It parses and checks all that it is given
 * again for every version, so it is given no more than the block around the cursor: a persona within a
 * minimal pack, or the pack without its personas.
 */
import { API_VERSION } from "../pack/kubernetes-object.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Position } from "../yaml/position.ts";
import { PACK_KIND } from "../yaml/routing.ts";

export interface SchemaWindow {
  readonly text: string;
  /** From the file to the window. */
  toWindow(position: Position): Position;
}

/** Aliases cost yaml-language-server the square of their number, long texts their length. */
const MAX_ALIASES = 100;
const MAX_LENGTH = 256 * 1024;
const ALIAS = /(?:^|[\s,[{])\*[^\s,[\]{}*]/g;

/** The window around a position, or undefined where it would be too costly for the engine. */
export function windowAt(document: PackDocument, position: Position): SchemaWindow | undefined {
  const { placed, persona } = document.blockAt(position.line);
  const text = placed.block.text;
  if (text.length > MAX_LENGTH || (placed.block.hasAnchors && countAliases(text) > MAX_ALIASES)) {
    return undefined;
  }
  const head = persona ? packAround(text) : [];
  return {
    text: head.map((line) => `${line}\n`).join("") + withoutOverrides(text),
    toWindow(position) {
      const { line, character } = placed.block.positionAt(placed.offsetAt(position));
      return { line: line + head.length, character };
    },
  };
}

function countAliases(text: string): number {
  return text.match(ALIAS)?.length ?? 0;
}

function packAround(persona: string): string[] {
  const dash = persona.match(/^ *(?=-)/m)?.[0].length ?? 2;
  return [
    `apiVersion: ${API_VERSION}`,
    `kind: ${PACK_KIND}`,
    "metadata:",
    "  name: pack",
    "spec:",
    `${" ".repeat(Math.min(2, dash))}personas:`,
  ];
}

/**
 * A comment `# yaml-language-server: $schema=…` or a key `$schema` would put another schema in the place of
 * ours, fetched from wherever it says. Letters are exchanged one for one, so that all positions stay.
 */
function withoutOverrides(text: string): string {
  if (!text.includes("$schema") && !text.includes("yaml-language-server")) return text;
  return text.replaceAll("$schema", "_schema").replaceAll("yaml-language-server", "yaml_language_server");
}

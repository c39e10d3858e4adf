/** What a skill, a tool, a channel, a provider, a model or a policy is and needs, under the pointer. */
import { type KnownCluster, NO_CLUSTER } from "../pack/known-cluster.ts";
import { DEFAULT_RELEASE, RELEASES, type Release } from "../pack/releases.ts";
import { personaAt } from "../values/persona-at.ts";
import { lookUpValue } from "../values/registry.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Position, Range } from "../yaml/position.ts";
import { codeSpan } from "./markdown-text.ts";
import { tokenAt } from "./token-at.ts";

export interface ValueHover {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
}

export interface ValueHoverOptions {
  readonly release?: Release;
  readonly cluster?: KnownCluster;
}

/** Undefined for values that nothing is known about: the documentation of their field says more. */
export function hoverValue(
  document: PackDocument,
  position: Position,
  { release = DEFAULT_RELEASE, cluster = NO_CLUSTER }: ValueHoverOptions,
): ValueHover | undefined {
  const token = tokenAt(document, position);
  if (!token) return undefined;
  const { placed, span, scalar, path, isKey } = token;
  const persona = personaAt(document, position);
  const place = { document, path, persona, release: RELEASES[release], cluster };
  const found = lookUpValue(place, isKey ? "keys" : "values", scalar.value);
  if (!found?.known) return undefined;
  const { source, known } = found;
  const noun = known.standing === "mistake" ? `no ${source.noun}` : source.noun;
  const heading = `${codeSpan(known.value)} — ${noun}${known.detail ? `, ${known.detail}` : ""}`;
  const contents = known.documentation ? `${heading}\n\n${known.documentation}` : heading;
  return { contents, range: placed.rangeOf(span) };
}

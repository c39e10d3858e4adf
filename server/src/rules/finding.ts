/**
 * What a rule says: a fact about a place in one block, with the words for the reader. Fixes are computed
 * later, from the finding's data, when somebody asks for them.
 */
import type { Block } from "../yaml/block.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Span } from "../yaml/position.ts";

export type Severity = "error" | "warning" | "information" | "hint";

export interface Finding {
  readonly code: string;
  readonly message: string;
  /** Offsets in the block that the rule was asked about. */
  readonly span: Span;
  /** Another place in the same block that explains this one. */
  readonly related?: { readonly span: Span; readonly message: string };
  /** Ways to mend it, worked out from what the rule found when somebody asks. */
  readonly fixes?: () => readonly Fix[];
}

export interface SpanEdit extends Span {
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  /** Offsets in the same block. */
  readonly edits: readonly SpanEdit[];
  /** The one that the reader most likely means. */
  readonly preferred?: boolean;
}

export interface BlockRule {
  /** Stable; shown with each finding, and the name of the rule's page. */
  readonly code: string;
  readonly severity: Severity;
  /** True for what any YAML extension reports too: left to it while one is active. */
  readonly generic?: boolean;
  /** Findings in one block. They depend on its text and on the anchors that it uses, on nothing else. */
  check(document: PackDocument, block: Block): Finding[];
}

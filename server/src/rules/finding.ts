/**
 * What a rule says: a fact about a place in one block, with the words for the reader. Fixes are computed
 * later, from the finding's data, when somebody asks for them.
 */
import type { KnownCluster } from "../pack/known-cluster.ts";
import type { ReleaseBehaviour } from "../pack/releases.ts";
import type { Block } from "../yaml/block.ts";
import type { Located } from "../yaml/located.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import type { Span, TextEdit } from "../yaml/position.ts";

export type Severity = "error" | "warning" | "information" | "hint";

export interface Finding {
  readonly code: string;
  readonly message: string;
  /** Offsets in the block that the rule was asked about. */
  readonly span: Span;
  /** Where it counts more or less than the rule's findings do; a reader's setting for the rule outweighs it. */
  readonly severity?: Severity;
  /** The API server takes the pack all the same, although it rejects one for what else the rule finds. */
  readonly accepted?: true;
  /** Another place in the same block that explains this one. */
  readonly related?: { readonly span: Span; readonly message: string };
  /** Ways to mend it, worked out from what the rule found when somebody asks. */
  readonly fixes?: () => readonly Fix[];
}

export interface SpanEdit extends Span {
  readonly newText: string;
  /** The block that it is in, where it is another one than the fix's. */
  readonly placed?: PlacedBlock;
}

export interface Fix {
  readonly title: string;
  /** Offsets in the finding's block, or in `placed`. */
  readonly edits: readonly SpanEdit[];
  /** The block to edit, where it is another one than the finding's. */
  readonly placed?: PlacedBlock;
  /** The one that the reader most likely means. */
  readonly preferred?: boolean;
  /**
   * Leaves what the cluster does as it is, or makes it what the text can only have meant: good for applying to
   * a whole file unseen. A choice between several is never safe.
   */
  readonly safe?: boolean;
}

export interface Rule {
  /** Stable; shown with each finding, and the name of the rule's page. */
  readonly code: string;
  /** Unless the reader's settings say otherwise. */
  readonly severity: Severity;
  /** True for what any YAML extension reports too: left to it while one is active. */
  readonly generic?: boolean;
}

/** A rule about text or shape. Its findings depend on the block's text and on its anchors, on nothing else. */
export interface BlockRule extends Rule {
  check(document: PackDocument, block: Block, release: ReleaseBehaviour): Finding[];
}

/** A rule about one persona by itself: not about its position, its pack or the other personas. */
export interface PersonaRule extends Rule {
  check(persona: Located, release: ReleaseBehaviour): Finding[];
}

/**
 * A rule that looks across the pack, or at the cluster. It runs at every change, so it takes what `PackFacts` has
 * remembered.
 */
export interface PackRule extends Rule {
  check(facts: PackFacts, release: ReleaseBehaviour, cluster: KnownCluster): PlacedFinding[];
}

/** A rule about the packs of one file beside each other. It runs at every change. */
export interface FileRule extends Rule {
  check(packs: readonly PackFacts[]): PlacedFinding[];
}

/** A finding and the block that its offsets, and those of its fixes, are in. */
export interface PlacedFinding extends Finding {
  readonly placed: PlacedBlock;
  readonly related?: {
    readonly span: Span;
    readonly message: string;
    /** The block of that place, where it is another one. */
    readonly placed?: PlacedBlock;
  };
}

/** The edits of a fix by their places in the file; `placed` is the block of its finding. */
export function textEdits(fix: Fix, placed: PlacedBlock): TextEdit[] {
  return fix.edits.map((edit) => {
    const range = (edit.placed ?? fix.placed ?? placed).rangeOf(edit);
    return { range, newText: edit.newText };
  });
}

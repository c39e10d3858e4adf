/**
 * Everything that is wrong in a file. Findings of a block are kept with it, so that an edit costs the
 * block that it touches; a finding is a fact about a block and moves with it.
 */
import { type KnownCluster, NO_CLUSTER } from "../pack/known-cluster.ts";
import { DEFAULT_RELEASE, RELEASES, type Release, type ReleaseBehaviour } from "../pack/releases.ts";
import { withoutKeys } from "../rules/api-key-patterns.ts";
import type { Finding, PlacedFinding, Rule, Severity } from "../rules/finding.ts";
import { BLOCK_RULES, FILE_RULES, PACK_RULES, PERSONA_RULES } from "../rules/registry.ts";
import { isSuppressed } from "../rules/suppression.ts";
import type { Block } from "../yaml/block.ts";
import { CarryOver, type Earlier } from "../yaml/carry-over.ts";
import { locatedPersona } from "../yaml/located.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { changedPersonas, packFacts } from "../yaml/pack-facts.ts";
import { MAX_FILE_LENGTH, type PackFile } from "../yaml/pack-file.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import type { Range } from "../yaml/position.ts";
import { rememberPerContext } from "../yaml/remember.ts";

export interface Diagnostic {
  readonly range: Range;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly related?: { readonly range: Range; readonly message: string };
}

/** What a rule said, and how much it counts for this reader. */
export interface RuleFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly finding: PlacedFinding;
}

/** More problems in one file help nobody and choke the editor. */
const MAX_DIAGNOSTICS = 1000;

/** Hints say the same of every persona; in a large file the first ones tell it. */
const MAX_HINTS = 100;

export interface DiagnosticOptions {
  readonly release?: Release;
  /** What is known of the cluster that packs go to; nothing by default. */
  readonly cluster?: KnownCluster;
  /** By rule code; a rule that is not named keeps its own severity. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  /** How many hints are worth having; all by default. */
  readonly maxHints?: number;
  /** Leaves out what another YAML extension reports. */
  readonly withoutGeneric?: boolean;
  /** Finds also what a comment keeps quiet. */
  readonly evenSuppressed?: boolean;
  /** Only findings on these lines, both included; saves the blocks that stand elsewhere. */
  readonly lines?: { readonly first: number; readonly last: number };
  readonly isCancelled?: () => boolean;
}

export function findingsOf(file: PackFile, options: DiagnosticOptions = {}): RuleFinding[] {
  const found: RuleFinding[] = [];
  const { release = DEFAULT_RELEASE, cluster = NO_CLUSTER } = options;
  let hintsLeft = options.maxHints ?? Number.POSITIVE_INFINITY;
  // Then some of what is a hint by itself is more to this reader.
  const raises = Object.values(options.severities ?? {}).some((level) => level !== "hint" && level !== "off");
  const add = (rule: Rule, finding: Finding, placed: PlacedBlock) => {
    const severity = options.severities?.[rule.code] ?? finding.severity ?? rule.severity;
    if (severity === "off" || (options.withoutGeneric && rule.generic)) return;
    if (severity === "hint" && hintsLeft === 0) return;
    if (!options.evenSuppressed && isSuppressed(placed.block, finding)) return;
    if (severity === "hint") hintsLeft--;
    found.push({ rule, severity, finding: { ...finding, placed } });
  };
  const packs = file.documents.filter(({ isPack }) => isPack);
  for (const document of packs) {
    const checked = checkedBlocks(document, release, options.isCancelled);
    if (!checked) return found;
    const addAll = (index: number, kind: "loud" | "hints") => {
      const placed = document.blocks[index];
      if (!placed || (options.lines && !standsOn(placed, options.lines))) return;
      for (const { rule, finding } of checked.blocks[index]?.[kind] ?? []) add(rule, finding, placed);
    };
    for (const index of checked.loud) addAll(index, "loud");
    for (const index of checked.hints) {
      if (hintsLeft === 0 && !raises) break;
      addAll(index, "hints");
    }
    for (const { rule, finding } of packFindings(document, release, cluster))
      add(rule, finding, finding.placed);
  }
  if (packs.length > 1) {
    const facts = packs.map(packFacts);
    for (const rule of FILE_RULES)
      for (const finding of rule.check(facts)) add(rule, finding, finding.placed);
  }
  return found;
}

export function diagnose(file: PackFile, options: DiagnosticOptions = {}): Diagnostic[] {
  if (file.length > MAX_FILE_LENGTH) return [tooLong()];
  const findings = findingsOf(file, { maxHints: MAX_HINTS, ...options });
  if (findings.length <= MAX_DIAGNOSTICS) return findings.map(toDiagnostic);
  const worstFirst = findings.toSorted((a, b) => WEIGHTS[a.severity] - WEIGHTS[b.severity]);
  return [...worstFirst.slice(0, MAX_DIAGNOSTICS).map(toDiagnostic), tooMany(findings.length)];
}

const WEIGHTS: Record<Severity, number> = { error: 0, warning: 1, information: 2, hint: 3 };

function standsOn(placed: PlacedBlock, { first, last }: { first: number; last: number }): boolean {
  const lines = placed.block.lineStarts.length;
  return placed.fileLine(0) <= last && placed.fileLine(lines - 1) >= first;
}

interface BlockFinding {
  readonly rule: Rule;
  readonly finding: Finding;
}

interface PackFinding {
  readonly rule: Rule;
  readonly finding: PlacedFinding;
}

const packFindingsOf = new CarryOver<readonly PackFinding[]>();

/** What is said across a pack; a document that an edit elsewhere in the file left alone keeps it. */
function packFindings(
  document: PackDocument,
  release: Release,
  cluster: KnownCluster,
): readonly PackFinding[] {
  return packFindingsOf.get(document, [release, cluster], (earlier) => {
    return (earlier && keptPackFindings(earlier, document)) ?? checkPack(document, release, cluster);
  });
}

function checkPack(document: PackDocument, release: Release, cluster: KnownCluster): readonly PackFinding[] {
  const facts = packFacts(document);
  return PACK_RULES.flatMap((rule) =>
    rule.check(facts, RELEASES[release], cluster).map((finding) => ({ rule, finding })),
  );
}

/** The earlier ones, if the edit changed nothing that rules about packs look at. */
function keptPackFindings(
  { document: before, result }: Earlier<readonly PackFinding[]>,
  document: PackDocument,
): readonly PackFinding[] | undefined {
  const changed = changedPersonas(packFacts(before), packFacts(document));
  return changed && !result.some(({ finding }) => changed.has(finding.placed)) ? result : undefined;
}

/** The findings of a block, those apart that are hints unless the reader's settings say otherwise. */
interface CheckedBlock {
  readonly loud: readonly BlockFinding[];
  readonly hints: readonly BlockFinding[];
}

interface CheckedBlocks {
  /** As in the document. */
  readonly blocks: readonly CheckedBlock[];
  /** The indexes of those that have some. */
  readonly loud: readonly number[];
  readonly hints: readonly number[];
}

const checkedBlocksOf = new CarryOver<CheckedBlocks>();

/** Undefined if cancelled. */
function checkedBlocks(
  document: PackDocument,
  release: Release,
  isCancelled: (() => boolean) | undefined,
): CheckedBlocks | undefined {
  return checkedBlocksOf.get(document, [release], (earlier) => {
    const before = earlier?.result;
    const blocks = before?.blocks.slice(0, document.blocks.length) ?? [];
    // The frame first.
    const stale = new Set([0]);
    for (const i of document.staleSeparate(before?.blocks)) stale.add(i + 1);
    for (const i of stale) {
      if (isCancelled?.()) return undefined;
      const placed = document.blocks[i];
      if (placed) blocks[i] = blockFindings[release](document, placed.block);
    }
    const withSome = (kind: "loud" | "hints") => {
      const stayed = before?.[kind].filter((i) => i < blocks.length && !stale.has(i)) ?? [];
      const checked = [...stale].filter((i) => blocks[i]?.[kind].length);
      return [...stayed, ...checked].sort((a, b) => a - b);
    };
    return { blocks, loud: withSome("loud"), hints: withSome("hints") };
  });
}

type BlockFindings = (document: PackDocument, block: Block) => CheckedBlock;

/** What is said about a block by itself, kept with it; one memory per release, for they differ. */
const blockFindings = Object.fromEntries(
  Object.entries(RELEASES).map(([release, behaviour]) => [
    release,
    rememberPerContext(checkBlock(behaviour)),
  ]),
) as Record<Release, BlockFindings>;

function checkBlock(release: ReleaseBehaviour): BlockFindings {
  return (document, block) => {
    const loud: BlockFinding[] = [];
    const hints: BlockFinding[] = [];
    const add = (rule: Rule, finding: Finding) =>
      ((finding.severity ?? rule.severity) === "hint" ? hints : loud).push({ rule, finding });
    for (const rule of BLOCK_RULES) {
      for (const finding of rule.check(document, block, release)) add(rule, finding);
    }
    for (const entry of document.personasIn(block)) {
      const persona = locatedPersona(document, entry);
      if (!persona) continue;
      for (const rule of PERSONA_RULES) {
        for (const finding of rule.check(persona, release)) add(rule, finding);
      }
    }
    return { loud, hints };
  };
}

export function toDiagnostic({ severity, finding }: RuleFinding): Diagnostic {
  const { related, placed, code, message, span } = finding;
  return {
    range: placed.rangeOf(span),
    severity,
    code,
    // Some rules repeat what the author wrote, and that may be a key.
    message: withoutKeys(message),
    ...(related
      ? {
          related: {
            range: (related.placed ?? placed).rangeOf(related.span),
            message: withoutKeys(related.message),
          },
        }
      : {}),
  };
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function tooLong(): Diagnostic {
  const limit = MAX_FILE_LENGTH / (1024 * 1024);
  const message = `This file is longer than ${limit} MB: it is not checked.`;
  return { range: TOP, severity: "warning", code: "file-limit", message };
}

function tooMany(count: number): Diagnostic {
  const message = `${count} problems; the first ${MAX_DIAGNOSTICS} are shown.`;
  return { range: TOP, severity: "information", code: "problem-limit", message };
}

/**
 * One YAML document of a file at one version: its frame (all but the block-style personas, parsed as one
 * block), its personas, and where each of them stands. Made anew for every version, in time that grows
 * with the number of personas only; the blocks inside are shared between versions.
 */
import { type AliasNode, MAX_LINKS, visitNodes, type YamlNode } from "./ast.ts";
import { Block, rememberPerBlock } from "./block.ts";
import { findPair } from "./merge.ts";
import type { Segment } from "./pack-file.ts";
import { PlacedBlock } from "./placed-block.ts";
import { type Route, routeOf } from "./routing.ts";
import { SeparatePersonas } from "./separate-personas.ts";

export interface PersonaEntry {
  /** Zero-based position in `spec.personas`; decides the stagger of its schedule. */
  readonly index: number;
  readonly placed: PlacedBlock;
  /** What stands at its place in `placed`; perhaps an alias. */
  readonly written: YamlNode | undefined;
  /** The persona itself, an alias already followed; undefined where nothing readable stands. */
  readonly node: YamlNode | undefined;
  /** True if it is a block of its own. */
  readonly separate: boolean;
}

export interface ResolvedAlias {
  readonly node: YamlNode;
  readonly placed: PlacedBlock;
}

interface AnchorEntry extends ResolvedAlias {
  readonly place: number;
  readonly end: number;
}

/** Places are numbers that grow through the document. */
interface Anchors {
  readonly byName: ReadonlyMap<string, readonly AnchorEntry[]>;
  readonly aliases: ReadonlyMap<AliasNode, number>;
}

export class PackDocument {
  readonly startLine: number;
  /** Exclusive, but for a last line without a line break: then its own. */
  readonly endLine: number;
  readonly frame: PlacedBlock;
  /** The document that stood here until the last edit, for whoever can take over what stays of its results. */
  before: PackDocument | undefined;
  readonly #segments: readonly Segment[];
  readonly #apart: SeparatePersonas;
  readonly #isPatch: boolean;
  #personas: readonly PersonaEntry[] | undefined;
  readonly #targets = new Map<Block, readonly (YamlNode | undefined)[]>();
  #blocks: readonly PlacedBlock[] | undefined;
  #route: Route | undefined;
  #anchors: Anchors | undefined;

  /**
   * `segments` are a head, its personas and perhaps a tail; `startLines` has one entry more. `before` is the
   * document that stood here until the last edit; what stays of it is taken over. `isPatch`: a kustomization names the
   * file as one.
   */
  constructor(
    segments: readonly Segment[],
    startLines: readonly number[],
    before?: PackDocument,
    isPatch = false,
  ) {
    this.#segments = segments;
    this.#isPatch = isPatch;
    const head = segments[0];
    const tail = segments.at(-1)?.kind === "tail" ? segments.at(-1) : undefined;
    this.startLine = startLines[0] ?? 0;
    this.endLine = startLines[segments.length] ?? this.startLine;
    const personas = segments.filter((segment) => segment.kind === "persona");
    const headLines = (startLines[1] ?? 0) - this.startLine;
    const gap = (startLines[1 + personas.length] ?? 0) - (startLines[1] ?? 0);
    this.frame = new PlacedBlock(frameBlock(head, tail), this.startLine, tail ? headLines : undefined, gap);
    this.#apart = new SeparatePersonas(personas, startLines.slice(1), before ? before.#apart : undefined);
    this.before = before;
    if (before) before.before = undefined;
  }

  /** Whether it was made of just these segments, so that it may stay if its first line does. */
  consistsOf(segments: readonly Segment[]): boolean {
    return segments.length === this.#segments.length && segments.every((one, i) => one === this.#segments[i]);
  }

  get route(): Route {
    this.#route ??= this.#findRoute();
    return this.#route;
  }

  #findRoute(): Route {
    const route = routeOf(this.frame.block);
    if (route.role !== "pack") return route;
    return { ...route, role: this.#isPatch ? "patch" : (this.#apart.unfinishedRole ?? "pack") };
  }

  get isPack(): boolean {
    return this.route.role === "pack";
  }

  /** The personas that are blocks of their own, in order. */
  get separate(): readonly PlacedBlock[] {
    return this.#apart.placed;
  }

  /**
   * The indexes of those `separate` about which something is to be found out anew, where `earlier` has one result for
   * each of `before`: the others stand where they stood, and mean what they meant.
   */
  staleSeparate(earlier: readonly unknown[] | undefined): Iterable<number> {
    return earlier ? this.#apart.stale : this.separate.keys();
  }

  /** All blocks, in the order of the file but the frame first. */
  get blocks(): readonly PlacedBlock[] {
    this.#blocks ??= [this.frame, ...this.separate];
    return this.#blocks;
  }

  get personas(): readonly PersonaEntry[] {
    this.#personas ??= this.#findPersonas();
    return this.#personas;
  }

  /** The value of a top-level key, aliases followed. */
  topLevel(key: string): YamlNode | undefined {
    return this.fieldOf(this.frame.block.root, key);
  }

  /** The value below a key of a map (merge keys included), aliases followed. */
  fieldOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
    const map = this.follow(node);
    if (map?.kind !== "map") return undefined;
    return this.follow(findPair(map, key, (link) => this.follow(link))?.pair.value);
  }

  /** The node that an alias stands for; other nodes are themselves. */
  follow(node: YamlNode | undefined): YamlNode | undefined {
    return node?.kind === "alias" ? this.resolve(node)?.node : node;
  }

  /**
   * What an alias refers to: the last anchor of that name before it. kubectl refuses a value that contains
   * itself; so what an alias leads to always ends before it, and following aliases cannot go in circles.
   */
  resolve(alias: AliasNode): ResolvedAlias | undefined {
    this.#anchors ??= this.#findAnchors();
    const place = this.#anchors.aliases.get(alias);
    if (place === undefined) return undefined;
    const found = lastBefore(this.#anchors.byName.get(alias.name) ?? [], place);
    if (!found || found.end > place) return undefined;
    // An anchor may name an alias only in broken YAML; following it once more could go round in circles.
    return found.node.kind === "alias" ? undefined : found;
  }

  /**
   * Whether what was computed from a block still holds: its text is the same by being the same block, so
   * it is asked what its aliases lead to. `targets` is what `aliasTargets` said at that time.
   */
  sameTargets(block: Block, targets: readonly (YamlNode | undefined)[]): boolean {
    const now = this.aliasTargets(block);
    return now.length === targets.length && now.every((target, i) => target === targets[i]);
  }

  /** What the aliases of a block lead to, and those in what they lead to, as far as they are followed. */
  aliasTargets(block: Block): readonly (YamlNode | undefined)[] {
    if (!block.hasAnchors) return [];
    let targets = this.#targets.get(block);
    if (!targets) {
      targets = this.#findTargets(anchorsIn(block).aliases);
      this.#targets.set(block, targets);
    }
    return targets;
  }

  #findTargets(aliases: readonly AliasNode[]): (YamlNode | undefined)[] {
    const targets: (YamlNode | undefined)[] = [];
    const seen = new Set<YamlNode>();
    let links = aliases;
    for (let depth = 0; depth <= MAX_LINKS && links.length > 0; depth++) {
      const next: AliasNode[] = [];
      for (const alias of links) {
        const target = this.follow(alias);
        targets.push(target);
        if (!target || seen.has(target)) continue;
        seen.add(target);
        visitNodes(target, (node) => {
          if (node.kind === "alias") next.push(node);
        });
      }
      links = next;
    }
    return targets;
  }

  #findAnchors(): Anchors {
    const byName = new Map<string, AnchorEntry[]>();
    const aliases = new Map<AliasNode, number>();
    for (const placed of this.blocks) {
      if (!placed.block.hasAnchors) continue;
      const found = anchorsIn(placed.block);
      for (const alias of found.aliases) aliases.set(alias, placeOf(placed, alias.start));
      for (const node of found.anchors) {
        const name = node.anchor ?? "";
        const entry = { node, placed, place: placeOf(placed, node.start), end: placeOf(placed, node.end) };
        const entries = byName.get(name);
        if (entries) entries.push(entry);
        else byName.set(name, [entry]);
      }
    }
    for (const entries of byName.values()) entries.sort((a, b) => a.place - b.place);
    return { byName, aliases };
  }

  #findPersonas(): PersonaEntry[] {
    if (this.separate.length > 0) {
      const before = this.before ? this.before.#personas : undefined;
      const entries = before?.slice(0, this.separate.length) ?? [];
      for (const index of this.staleSeparate(before)) {
        const placed = this.separate[index];
        if (!placed) continue;
        const root = placed.block.root;
        const written = root?.kind === "seq" ? root.items[0] : undefined;
        const entry = { index, placed, written, node: this.follow(written), separate: true };
        entryOfBlock.set(placed.block, entry);
        entries[index] = entry;
      }
      return entries;
    }
    const list = this.fieldOf(this.topLevel("spec"), "personas");
    if (list?.kind !== "seq") return [];
    return list.items.map((item, index) => {
      return { index, placed: this.frame, written: item, node: this.follow(item), separate: false };
    });
  }

  /** The personas that stand in a block: one in its own, in the frame those of a flow-style list. */
  personasIn(block: Block): readonly PersonaEntry[] {
    if (this.separate.length === 0) return block === this.frame.block ? this.personas : [];
    const { personas } = this;
    const entry = entryOfBlock.get(block);
    return entry && personas[entry.index] === entry ? [entry] : [];
  }

  /** The block that holds a line, and the persona if it is one's. */
  blockAt(line: number): { readonly placed: PlacedBlock; readonly persona?: PersonaEntry } {
    let low = -1;
    let high = this.separate.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.separate[middle]?.startLine ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const placed = this.separate[low];
    const persona = this.personas[low];
    if (!placed || !persona || line >= placed.startLine + lineCountOf(placed.block))
      return { placed: this.frame };
    return { placed, persona };
  }
}

const anchorsIn = rememberPerBlock((block) => {
  const anchors: YamlNode[] = [];
  const aliases: AliasNode[] = [];
  if (block.root) {
    visitNodes(block.root, (node) => {
      if (node.kind === "alias") aliases.push(node);
      else if (node.anchor !== undefined) anchors.push(node);
    });
  }
  return { anchors, aliases };
});

/** Of anchors in their order the last that stands before a place. */
function lastBefore(anchors: readonly AnchorEntry[], place: number): AnchorEntry | undefined {
  let low = -1;
  let high = anchors.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((anchors[middle]?.place ?? 0) < place) low = middle;
    else high = middle - 1;
  }
  return anchors[low];
}

/** No file that is read has a line this long. */
const MORE_THAN_A_LINE = 2 ** 25;

function placeOf(placed: PlacedBlock, offset: number): number {
  const { line, character } = placed.positionAt(offset);
  return line * MORE_THAN_A_LINE + character;
}

/** Lines of a block that belong to it: what follows its last line break is the next block's line. */
function lineCountOf(block: Block): number {
  const last = block.lineStarts.at(-1) ?? 0;
  return last === block.text.length ? block.lineStarts.length - 1 : block.lineStarts.length;
}

/** The persona that each block was last read as. */
const entryOfBlock = new WeakMap<Block, PersonaEntry>();

const frameBlocks = new WeakMap<Block, { readonly tail: Block | undefined; readonly frame: Block }>();

function frameBlock(head: Segment | undefined, tail: Segment | undefined): Block {
  if (!head) return new Block("", "document");
  if (!tail) return head.block;
  const known = frameBlocks.get(head.block);
  if (known?.tail === tail.block) return known.frame;
  const frame = new Block(head.text + tail.text, "document");
  frameBlocks.set(head.block, { tail: tail.block, frame });
  return frame;
}

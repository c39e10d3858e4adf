/** What stands in a line of the cluster view, without an editor's classes. */
import { plainLine } from "../cluster/plain-text.ts";

/** What a command of a node is about. It is looked up in the store again before anything is done with it. */
export interface NodeTarget {
  readonly context: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** Name of the pack under which it stands. */
  readonly pack: string;
  readonly persona?: string;
}

export interface TreeNode {
  /** The same for the same thing for ever. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Names of a ThemeIcon and of its colour. */
  readonly icon: { readonly id: string; readonly color?: string };
  /** Shown in grey. */
  readonly muted: boolean;
  /** Tokens that each end with `;`, so that `when` clauses can ask for one of them. */
  readonly context: string;
  /** The whole line in words. */
  readonly accessibleLabel: string;
  /** Markdown in which everything from the cluster is escaped. */
  readonly tooltip: () => string;
  readonly expansion: "none" | "collapsed" | "expanded";
  /** Worked out when first asked for. */
  readonly children: () => readonly TreeNode[];
  /** Undefined for nodes that stand for nothing in the cluster. */
  readonly target: NodeTarget | undefined;
  /** When its words, or those of something below, are no longer right; epoch ms, `Infinity` for never. */
  readonly staleAt: number;
}

export interface NodeContent extends Partial<Pick<TreeNode, "muted" | "tooltip" | "staleAt">> {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: TreeNode["icon"];
  /** What menus ask for: what it is, and how it is. */
  readonly tokens?: readonly string[];
  /** What the line is about, said first: "Pack", "Schedule". */
  readonly noun: string;
  readonly target?: NodeTarget | undefined;
  readonly children?: (() => readonly TreeNode[]) | undefined;
  readonly expanded?: boolean;
}

const NO_CHILDREN = (): readonly TreeNode[] => [];

export function treeNode(content: NodeContent): TreeNode {
  const { noun, children, expanded = false, tokens = [] } = content;
  const label = plainLine(content.label);
  const description = plainLine(content.description ?? "");
  return {
    id: content.id,
    label,
    description,
    icon: content.icon,
    muted: content.muted ?? false,
    context: tokens.map((token) => `${token};`).join(""),
    accessibleLabel: [`${noun} ${label}`.trim(), ...description.split(" · ")]
      .filter((part) => part !== "")
      .join(", "),
    tooltip: content.tooltip ?? (() => ""),
    expansion: children ? (expanded ? "expanded" : "collapsed") : "none",
    children: children ? once(children) : NO_CHILDREN,
    target: content.target,
    staleAt: content.staleAt ?? Number.POSITIVE_INFINITY,
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** One with nothing below it and an object to look at, which Enter or a click shows. */
export function standsForObject({ context, expansion, target }: TreeNode): boolean {
  if (!target || expansion !== "none") return false;
  return (
    /(^|;)(instance|schedule|memory|run|orphan);/.test(context) &&
    !/(^|;)(missing|awaited|unknown|unreadable);/.test(context)
  );
}

/** The parts that say something, as VS Code writes such lines. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

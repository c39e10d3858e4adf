/** What a plan will do, as lists: in full for reading, and short enough for a dialog. */
import { counted } from "../../../server/src/pack/counted.ts";
import type {
  ObjectName,
  Plan,
  PlannedChange,
  PlannedCreation,
  PlannedRemoval,
} from "../cluster/actions/plan.ts";
import { plainBlanks } from "../cluster/plain-text.ts";

export interface PlanSection {
  /** With how many there are. */
  readonly title: string;
  readonly lines: readonly string[];
}

export interface PlanText {
  readonly text: string;
  /** How many objects, fields and words are left out. */
  readonly omitted: number;
}

/** One of the ways in which a question can be answered. */
export interface PlanChoice {
  readonly plan: Plan;
  /** Of the button, for example “Exclude”. */
  readonly verb: string;
}

type Parts = Pick<Plan, "warnings" | "removes" | "changes" | "creates" | "keeps">;
type Choices = readonly [PlanChoice, ...PlanChoice[]];

const LOST: Readonly<Record<NonNullable<PlannedRemoval["loses"]>, string>> = {
  memory: "what it has learnt is lost",
  "run history": "run history is lost",
  pairing: "its pairing is lost",
  secret: "its values are lost",
};

/** What fits in a line of a dialog, in characters. */
const LINE_WIDTH = 52;
const LONGEST_WARNING = 4 * LINE_WIDTH;

/** Only sections with something in them; what goes comes first. */
export function planSections(plan: Plan): PlanSection[] {
  return sections(plan, "", IN_FULL).map(({ title, lines }) => ({ title, lines }));
}

/** All of it. What is the same whatever is chosen is said once. */
export function fullText(...choices: Choices): string {
  return textOf(choices, IN_FULL).text;
}

/**
 * For a dialog: in full where that takes at most `most` lines, else one line for the objects of a kind. Only where
 * even that is too long are names left out.
 */
export function dialogText(choices: Choices, most: number): PlanText {
  let text = textOf(choices, IN_FULL);
  for (const names of [Number.POSITIVE_INFINITY, 8, 4, 2]) {
    if (height(text.text) <= most) return text;
    text = textOf(choices, grouped(names));
  }
  return text;
}

function textOf(choices: Choices, style: Style): PlanText {
  const [{ plan: first }, ...others] = choices;
  const shared = others.reduce<Parts>((parts, { plan }) => filterParts(parts, plan, true), first);
  const all = [
    ...sections(shared, "", style),
    ...(others.length === 0
      ? []
      : choices.flatMap(({ plan, verb }) => sections(filterParts(plan, shared, false), verb, style))),
  ];
  const place = plainBlanks(`Context ${first.scope.context}, namespace ${first.scope.namespace}`);
  const nothing = all.length === 0 ? ["Nothing changes."] : [];
  const parts = all.map(({ title, lines }) => [`${title}:`, ...lines.map((line) => `• ${line}`)].join("\n"));
  return {
    text: [place, ...nothing, ...parts].join("\n\n"),
    omitted: all.reduce((sum, { omitted }) => sum + omitted, 0),
  };
}

/** Of `parts` what `other` has, too, or has not. */
function filterParts(parts: Parts, other: Parts, has: boolean): Parts {
  const filter = <Item>(items: readonly Item[], others: readonly Item[]) => {
    const known = new Set(others.map((item) => JSON.stringify(item)));
    return items.filter((item) => known.has(JSON.stringify(item)) === has);
  };
  return {
    warnings: filter(parts.warnings, other.warnings),
    removes: filter(parts.removes, other.removes),
    changes: filter(parts.changes, other.changes),
    creates: filter(parts.creates, other.creates),
    keeps: filter(parts.keeps, other.keeps),
  };
}

interface ShortSection extends PlanSection {
  readonly omitted: number;
}

/** `verb`: of the only choice that it is about. */
function sections(parts: Parts, verb: string, style: Style): ShortSection[] {
  const { warnings, removes, changes, creates, keeps } = parts;
  const title = (word: string) =>
    verb === "" ? word : `“${verb}” ${word.slice(0, 1).toLowerCase()}${word.slice(1)}`;
  const all = [
    {
      title: verb === "" ? "Warnings" : title("Warns"),
      ...style.warnings(warnings.map(({ message }) => message)),
    },
    { title: title(`Removes ${counted(removes.length, "object")}`), ...style.removes(removes) },
    { title: title(`Changes ${counted(changes.length, "field")}`), ...style.changes(changes) },
    { title: title(`Creates ${counted(creates.length, "object")}`), ...style.creates(creates) },
    { title: title(`Leaves ${counted(keeps.length, "object")}`), ...style.keeps(keeps) },
  ];
  // Names and texts of a cluster may hold whatever their author liked, lines that look like ours included.
  return all
    .filter(({ lines }) => lines.length > 0)
    .map((section) => ({ ...section, lines: section.lines.map(plainBlanks) }));
}

interface Lines {
  readonly lines: readonly string[];
  readonly omitted: number;
}

interface Style {
  warnings(messages: readonly string[]): Lines;
  removes(removes: readonly PlannedRemoval[]): Lines;
  changes(changes: readonly PlannedChange[]): Lines;
  creates(creates: readonly PlannedCreation[]): Lines;
  keeps(keeps: readonly PlannedCreation[]): Lines;
}

const each = <Item>(items: readonly Item[], line: (item: Item) => string): Lines => ({
  lines: items.map(line),
  omitted: 0,
});

const IN_FULL: Style = {
  warnings: (messages) => each(messages, (message) => message),
  removes: (removes) =>
    each(
      removes,
      ({ loses, why, ...object }) =>
        `${named(object)}: ${loses === undefined ? why : `${LOST[loses]}. ${why}`}`,
    ),
  changes: (changes) => each(changes, ({ object, ...change }) => `${named(object)} ${changed(change)}`),
  creates: (creates) => each(creates, ({ why, ...object }) => `${named(object)}: ${why}`),
  keeps: (keeps) => each(keeps, ({ why, ...object }) => `${named(object)}: ${why}`),
};

/** One line for objects of a kind that fare alike, with so many names. */
function grouped(names: number): Style {
  const group = <Item extends ObjectName>(items: readonly Item[], fate: (item: Item) => string): Lines => {
    const alike = Map.groupBy(items, (item) => JSON.stringify([item.kind, fate(item)]));
    const lines = [...alike.values()].flatMap((members) => {
      const [first] = members;
      if (!first) return [];
      const shown = members.slice(0, names).map(({ name }) => name);
      const rest = members.length - shown.length;
      const list = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
      return [{ line: `${first.kind} ${list}${fate(first)}`, rest }];
    });
    return { lines: lines.map(({ line }) => line), omitted: lines.reduce((sum, { rest }) => sum + rest, 0) };
  };
  const few = (lines: readonly string[]): Lines => {
    const most = Math.max(3, 2 * names);
    const rest = lines.length - most;
    // A line that says "1 more" would take the place of the one.
    return rest <= 1
      ? { lines, omitted: 0 }
      : { lines: [...lines.slice(0, most), `${rest} more`], omitted: rest };
  };
  return {
    warnings: (messages) => {
      const long = messages.filter((message) => message.length > LONGEST_WARNING).length;
      const short = messages.map((message) =>
        message.length > LONGEST_WARNING ? `${message.slice(0, LONGEST_WARNING - 1)}…` : message,
      );
      return names === Number.POSITIVE_INFINITY
        ? { lines: messages, omitted: 0 }
        : { lines: short, omitted: long };
    },
    removes: (removes) => group(removes, ({ loses }) => (loses === undefined ? "" : `: ${LOST[loses]}`)),
    changes: (changes) => {
      const same = group(
        changes.map(({ object, ...change }) => ({ ...object, ...change })),
        (change) => ` ${changed(change)}`,
      );
      const short = few(same.lines);
      return { lines: short.lines, omitted: same.omitted + short.omitted };
    },
    creates: (creates) => group(creates, () => ""),
    keeps: (keeps) => group(keeps, ({ why }) => `: ${why}`),
  };
}

function changed({ field, from, to }: Omit<PlannedChange, "object">): string {
  return `${field}: ${inOneLine(from)} → ${inOneLine(to)}`;
}

function inOneLine(value: string | undefined): string {
  if (value === undefined) return "nothing";
  return value === "" ? '""' : value.replaceAll(/\s*\n\s*/g, " ↵ ");
}

function named({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}

/** In lines of a dialog. */
function height(text: string): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_WIDTH)), 0);
}

/** Whole objects to start from: a pack in an empty document, a persona in an empty entry. */

import { API_VERSION } from "../pack/kubernetes-object.ts";
import { pathName } from "../values/registry.ts";
import { PACK_KIND } from "../yaml/routing.ts";
import { schemaAt } from "../yaml/schema.ts";
import type { CompletionContext } from "./completion-context.ts";
import { scalarValue } from "./completion-skeletons.ts";
import { type InsertPart, type InsertText, indented } from "./insert-text.ts";

export interface Scaffold {
  readonly label: string;
  readonly detail: string;
  readonly text: InsertText;
}

const INTERVAL = ["spec", "personas", null, "schedule", "interval"];

const PERSONA: readonly InsertPart[] = [
  "name: ",
  { hint: "my-agent" },
  "\ndisplayName: ",
  { hint: "My Agent" },
  "\nsystemPrompt: |\n  ",
  { hint: "You are an agent for one task. Say what you found and how you know it." },
  "\nschedule:\n  type: heartbeat\n  interval: ",
  ...scalarValue(INTERVAL, schemaAt(INTERVAL) ?? {}, "block"),
  "\n  task: |\n    ",
  { hint: "What to do in each run. The system prompt is not sent with it." },
];

const PACK: readonly (readonly [string, readonly InsertPart[]])[] = [
  ["apiVersion", [`apiVersion: ${API_VERSION}`]],
  ["kind", [`kind: ${PACK_KIND}`]],
  ["metadata", ["metadata:\n  name: ", { hint: "my-team" }]],
  [
    "spec",
    [
      "spec:\n  description: ",
      { hint: "What the team does" },
      "\n  personas:\n    - ",
      ...indented(PERSONA, 6),
    ],
  ],
];

export function scaffoldsFor(context: CompletionContext): Scaffold[] {
  if (context.position !== "key" || context.place !== "block" || context.hasColon) return [];
  if (context.path.length === 0) return packScaffold(context.existing);
  const empty = context.existing.length === 0 && context.merged.length === 0;
  if (!empty || pathName(context.path) !== "spec.personas[]") return [];
  return [{ label: "persona", detail: "A whole persona on a schedule", text: PERSONA }];
}

/** What is missing of a pack, if that is enough to be worth a scaffold. */
function packScaffold(existing: readonly string[]): Scaffold[] {
  const missing = PACK.filter(([key]) => !existing.includes(key));
  if (missing.length < 2 || existing.includes("spec")) return [];
  const text = missing.flatMap(([, parts], i) => (i > 0 ? ["\n", ...parts] : parts));
  const whole = missing.length === PACK.length;
  return [
    { label: PACK_KIND, detail: whole ? "A whole pack with one persona" : "The rest of the pack", text },
  ];
}

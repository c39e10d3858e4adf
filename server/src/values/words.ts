/** Words that the schema lists or leaves free, and what they mean: nothing in most cases. */
import { RELATIONSHIP_TYPES, SCHEDULE_TYPES, WORKFLOW_TYPES } from "../pack/persona-pack.ts";
import type { ReleaseBehaviour } from "../pack/releases.ts";
import type { KnownValue, ValueSource } from "./value-source.ts";

const CATEGORIES = ["platform", "security", "devops", "development", "data", "custom"];

/** What the releases that follow them mean by it. */
const RELATIONSHIP_MEANINGS: Readonly<Record<(typeof RELATIONSHIP_TYPES)[number], string>> = {
  delegation: "The source may hand tasks to the target.",
  sequential: "The target starts when the source has finished.",
  supervision: "The source watches over the target. Only drawn, in every release.",
};

const WORKFLOW_MEANINGS: Readonly<Record<(typeof WORKFLOW_TYPES)[number], string>> = {
  autonomous: "Each persona works by itself.",
  pipeline: "The personas work one after another, along `sequential` relationships.",
  delegation: "The personas hand tasks to each other, along `delegation` relationships.",
};

export const WORD_SOURCES: readonly ValueSource[] = [
  {
    noun: "category",
    paths: ["spec.category"],
    provides: "values",
    fixed: CATEGORIES.map((value) => ({
      value,
      documentation: "Shown in lists of packs. Any text will do; nothing that runs reads it.",
    })),
  },
  {
    noun: "kind of schedule",
    paths: ["spec.personas[].schedule.type"],
    provides: "values",
    complete: true,
    fixed: SCHEDULE_TYPES.map((value) => ({
      value,
      documentation: "A label on the runs. All three kinds run alike.",
    })),
  },
  {
    noun: "relationship",
    paths: ["spec.relationships[].type"],
    provides: "values",
    complete: true,
    values: ({ release }) =>
      RELATIONSHIP_TYPES.map((type) => withEffect(type, RELATIONSHIP_MEANINGS[type], release)),
  },
  {
    noun: "workflow",
    paths: ["spec.workflowType"],
    provides: "values",
    complete: true,
    values: ({ release }) => WORKFLOW_TYPES.map((type) => withEffect(type, WORKFLOW_MEANINGS[type], release)),
  },
];

function withEffect(value: string, meaning: string, release: ReleaseBehaviour): KnownValue {
  const ignored = release.relationships === "ignored";
  return { value, documentation: ignored ? `${meaning} ${release.release} ignores it.` : meaning };
}

import type { ReleaseBehaviour } from "../pack/releases.ts";
import { MISTAKEN_TOOLS, TOOLS, type Tool } from "../pack/tools.ts";
import { locatedPersona } from "../yaml/located.ts";
import { type KnownValue, sentences, type ValuePlace, type ValueSource } from "./value-source.ts";

export const TOOL_SOURCES: readonly ValueSource[] = [
  {
    noun: "tool",
    paths: ["spec.personas[].toolPolicy.allow[]", "spec.personas[].toolPolicy.deny[]"],
    provides: "values",
    values: ({ release }) => [...TOOLS.map((tool) => knownTool(tool, release)), ...MISTAKES],
    taken: inOtherList,
  },
];

const MISTAKES: readonly KnownValue[] = [...MISTAKEN_TOOLS].map(([value, closest]) => ({
  value,
  documentation: `No agent has a tool of this name. What comes closest is \`${closest}\`.`,
  standing: "mistake",
}));

function knownTool({ name, available, description }: Tool, release: ReleaseBehaviour): KnownValue {
  const noSharedMemory = available === "shared-memory" && release.unreleasedFields.includes("sharedMemory");
  const documentation = sentences(
    description,
    available === "memory" && "Comes with the skill `memory`, which every persona has.",
    available === "shared-memory" && "Comes with a shared memory.",
    noSharedMemory && `No agent of ${release.release} has one.`,
    release.toolPolicy === "ignored" &&
      `${release.release} ignores \`toolPolicy\`: agents have every tool, whatever the lists say.`,
  );
  return { value: name, documentation, ...(noSharedMemory ? { standing: "unlisted" } : {}) };
}

/** What is allowed is not worth denying, nor the other way round. */
function inOtherList({ document, persona, path }: ValuePlace): string[] {
  const policy = persona && locatedPersona(document, persona)?.get("toolPolicy");
  const other = path.at(-2) === "allow" ? "deny" : "allow";
  return (
    policy
      ?.get(other)
      ?.texts()
      .map(({ text }) => text) ?? []
  );
}

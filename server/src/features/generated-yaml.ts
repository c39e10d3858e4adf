/**
 * The objects of a pack as YAML documents that kubectl reads back as the same objects, in the order in which the
 * controller makes them. Comments say what is missing and what other controllers add.
 */
import { counted } from "../pack/counted.ts";
import { isExcluded } from "../pack/generated-resources.ts";
import { packName } from "../pack/names.ts";
import type { Persona } from "../pack/persona-pack.ts";
import { writeYaml } from "../yaml/write-yaml.ts";
import { type PackReading, rememberPerPersona } from "./pack-reading.ts";
import { countResources, personaOutcome } from "./persona-outcome.ts";
import { unusableText } from "./unusable-part.ts";

/** More of them are counted only. */
const MOST_LISTED = 20;

/**
 * The text in parts: the head, then one part for each persona. `persona` limits it to the personas of that name.
 */
export function* generatedYaml(reading: PackReading, persona?: string): Generator<string, void, void> {
  const { personas } = reading.pack.spec;
  const shown = persona === undefined ? personas : personas.filter(({ name }) => name === persona);
  yield headOf(reading, shown, persona);
  for (const one of shown) {
    if (!isExcluded(reading.pack, one)) yield personaYaml(reading, one);
  }
}

const personaYaml = rememberPerPersona((reading, persona) => {
  const { own, standing } = personaOutcome(reading, persona);
  const objects = own.map((object) => `---\n${writeYaml(object)}`).join("");
  if (standing.length === 0) return objects;
  const width = Math.max(...standing.map(({ kind }) => kind.length));
  const list = standing.map(({ kind, name }) => `#   ${kind.padEnd(width)}  ${oneLine(name)}\n`);
  return `${objects}# Other controllers add for ${oneLine(persona.name ?? "")}:\n${list.join("")}`;
});

function headOf(reading: PackReading, shown: readonly Persona[], persona: string | undefined): string {
  const { pack, unusable, release } = reading;
  const excluded = shown.filter((one) => isExcluded(pack, one));
  const subject = persona === undefined ? "" : `Persona ${persona} of `;
  const lines = [
    `${subject}PersonaPack ${packName(pack)}, as Sympozium ${release} makes it:`,
    countsOf(reading, shown),
  ];
  if (!pack.spec.enabled) lines.push("Not enabled: none of this exists before `enabled: true`.");
  if (excluded.length > 0) lines.push(`Excluded: ${listed(excluded.map(({ name }) => name ?? ""))}`);
  const nameless = shown.filter(({ name }) => name === undefined).length;
  if (nameless > 0) lines.push(`Without a name: ${counted(nameless, "persona")}`);
  const parts = unusable.filter(({ path }) => concerns(path, shown, persona));
  if (parts.length > 0) {
    lines.push("Missing or unusable, and left out below:");
    lines.push(...parts.slice(0, MOST_LISTED).map((part) => `  ${unusableText(part)}`));
    if (parts.length > MOST_LISTED) lines.push(`  and ${parts.length - MOST_LISTED} more`);
  }
  return lines.map((line) => `# ${oneLine(line)}\n`).join("");
}

function countsOf(reading: PackReading, shown: readonly Persona[]): string {
  const { own, standing } = countResources(reading, shown);
  if (own === 0) return "nothing";
  return `${counted(own, "object")}, and ${standing} that other controllers add`;
}

/** Whether a part of the pack matters to what is shown: of other personas it does not. */
function concerns(path: readonly (string | number)[], shown: readonly Persona[], persona?: string): boolean {
  const [spec, personas, index] = path;
  if (persona === undefined || spec !== "spec" || personas !== "personas" || index === undefined) return true;
  return shown.some((one) => one.index === index);
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** A comment ends with its line, whatever stands in a name. */
function oneLine(text: string): string {
  return text.replace(/[\s\x00-\x1f\x7f\x85\u2028\u2029]/g, " ");
}

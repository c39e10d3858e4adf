/**
 * Generated PersonaPack files for the bench: valid under the schema, about 35 lines per persona.
 * Every persona differs in wording, so that a server that keeps results by text gains nothing from repetition.
 */

/** What the text of a bench document is made of. */
export interface PackShape {
  /** YAML documents in the file. */
  readonly documents: number;
  readonly personasPerDocument: number;
  /** The first persona anchors its tool policy and all others are aliases of it. */
  readonly aliases: boolean;
}

const shapes: Record<string, PackShape> = {
  "2": { documents: 1, personasPerDocument: 2, aliases: false },
  "20": { documents: 1, personasPerDocument: 20, aliases: false },
  "200": { documents: 1, personasPerDocument: 200, aliases: false },
  "1000": { documents: 1, personasPerDocument: 1000, aliases: false },
  "5000": { documents: 1, personasPerDocument: 5000, aliases: false },
  "200x2": { documents: 200, personasPerDocument: 2, aliases: false },
  "200 aliases": { documents: 1, personasPerDocument: 200, aliases: true },
};

const roles = ["watchdog", "auditor", "planner", "reviewer", "responder", "gardener", "archivist"];
const areas = ["ingress", "storage", "billing", "search", "identity", "build", "metrics", "mail", "catalog"];
const signals = ["error rate", "queue depth", "restart count", "disk growth", "latency", "certificate age"];
const skills = ["k8s-ops", "code-review", "incident-response", "sre-observability", "software-dev"];
const intervals = ["15m", "30m", "1h", "6h", "24h"];
const models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4-20250514"];

/** Text of the bench document with this label; `seed` changes the wording. Throws on an unknown label. */
export function packText(label: string, seed = 1): string {
  const shape = shapes[label];
  if (!shape) throw new Error(`no bench document is called ${label}`);
  return generate(shape, seed);
}

/** Text of one file with the shape; two seeds give two texts. */
export function generate(shape: PackShape, seed: number): string {
  const random = mulberry32(seed);
  const parts: string[] = [];
  for (let index = 0; index < shape.documents; index++) {
    parts.push(pack(`team-${seed}-${index}`, shape, random));
  }
  return parts.join("---\n");
}

function pack(name: string, shape: PackShape, random: () => number): string {
  const lines = [
    "apiVersion: sympozium.ai/v1alpha1",
    "kind: PersonaPack",
    "metadata:",
    `  name: ${name}`,
    "spec:",
    "  enabled: true",
    `  description: "Keeps an eye on the services of ${name}"`,
    "  category: platform",
    '  version: "1.2.0"',
    "  personas:",
  ];
  for (let index = 0; index < shape.personasPerDocument; index++) {
    lines.push(...persona(index, shape.aliases, random));
  }
  return `${lines.join("\n")}\n`;
}

function persona(index: number, aliases: boolean, random: () => number): string[] {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? "";
  const number = (below: number): number => Math.floor(random() * below);
  const role = pick(roles);
  const area = pick(areas);
  const ticket = number(1_000_000);
  // Every fourth persona runs by cron, the others by interval: both forms are common in real packs.
  const cadence =
    index % 4 === 3
      ? ["        type: scheduled", `        cron: "${number(60)} ${number(24)} * * 1-5"`]
      : ["        type: heartbeat # steady", `        interval: "${pick(intervals)}"`];
  return [
    `    - name: ${role}-${index}`,
    `      displayName: "${area} ${role} ${ticket}"`,
    "      systemPrompt: |",
    `        You are the ${role} for ${area} and answer to its on-call group ${number(500)}.`,
    `        Read what the cluster reports, compare it with run ${number(10_000)} and say what changed.`,
    "",
    "        ## How to work",
    `        1. Collect ${pick(signals)} and ${pick(signals)} before you judge anything.`,
    `        2. Name the workload, the namespace and the value that passed ${number(100)} percent.`,
    "        3. Suggest one change at a time and what to look at afterwards.",
    `        Close every report with a line that starts with "${area}:".`,
    `      model: ${pick(models)}`,
    "      skills:",
    `        - ${pick(skills)}`,
    "        - memory",
    ...toolPolicy(index, aliases),
    "      schedule:",
    ...cadence,
    "        task: |",
    `          Check ${area} for unusual ${pick(signals)} since the last run.`,
    `          Compare with the baseline of week ${number(52) + 1} and list at most ${number(9) + 1} findings.`,
    "          Say plainly when there is nothing to report.",
    "      memory:",
    "        enabled: true",
    "        seeds:",
    `          - "Baseline of ${area}: ${number(900) + 100} requests per second"`,
    `          - "Escalate to group ${number(500)} when two checks fail in a row"`,
    `          - "Known noise: nightly job ${number(10_000)} of ${pick(areas)}"`,
  ];
}

function toolPolicy(index: number, aliases: boolean): string[] {
  if (aliases && index > 0) return ["      toolPolicy: *tp"];
  return [
    aliases ? "      toolPolicy: &tp" : "      toolPolicy:",
    "        allow:",
    "          - read_file",
    "          - list_directory",
    "          - execute_command",
    "        deny:",
    "          - write_file",
  ];
}

/** Small seeded generator: the same seed gives the same bench documents on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

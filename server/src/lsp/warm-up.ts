/**
 * Makes the server ready once a pack is open and its problems are shown: loads what the first completion and
 * the first hover would otherwise wait for (the schema engine takes about 150 ms), and types a while in a pack
 * of its own, so that the code that answers keystrokes is compiled when somebody types in a large one.
 */
import type { SchemaProposals } from "../features/completion-proposals.ts";
import { diagnose } from "../features/diagnostics.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { PackFile } from "../yaml/pack-file.ts";

/** Long enough that the diagnostics of the file that was opened have left. */
const IDLE_MS = 300;

/** Between two keystrokes of its own, so that no request waits longer than for one of them. */
const PAUSE_MS = 4;
const KEYSTROKES = 150;
const PERSONAS = 40;

const HEAD =
  "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: warm-up\nspec:\n  personas:\n";

export class WarmUp {
  readonly #proposals: SchemaProposals;
  #done = false;

  constructor(proposals: SchemaProposals) {
    this.#proposals = proposals;
  }

  fileOpened(documents: readonly PackDocument[]): void {
    if (this.#done || !documents.some((document) => document.isPack)) return;
    this.#done = true;
    setTimeout(() => void this.#run(), IDLE_MS).unref();
  }

  async #run(): Promise<void> {
    const [{ complete }] = await Promise.all([
      import("../features/completion.ts"),
      import("../features/hover.ts"),
      import("../features/inlay-hints.ts"),
    ]);
    const file = new PackFile("personapack:/warm-up", 0, HEAD + samplePersonas());
    const place = { line: file.lineCount - 2, character: 8 };
    for (let key = 0; key < KEYSTROKES; key++) {
      const cut = key % 2 === 1 ? { ...place, character: place.character + 1 } : place;
      file.edit(cut === place ? "x" : "", { start: place, end: cut });
      diagnose(file);
      if (key % 8 === 0) await complete(file, place, this.#proposals, { snippets: true });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    }
  }
}

function samplePersonas(): string {
  const personas = Array.from({ length: PERSONAS }, (_, i) => [
    `    - name: sample-${i}`,
    "      systemPrompt: |",
    "        One line of a prompt.",
    "      skills: [k8s-ops]",
    "      schedule:",
    "        type: heartbeat",
    "        interval: 30m",
    "        task: Look.",
    "      memory:",
    "        seeds: [One]",
    "      toolPolicy:",
    "        allow: [read_file]",
    "",
  ]);
  return personas.flat().join("\n");
}

/**
 * Loads, once a pack is open and its problems are shown, what the first completion and the first hover
 * would otherwise wait for: the schema engine takes about 150 ms.
 */
import type { SchemaProposals } from "../features/completion-proposals.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { PackFile } from "../yaml/pack-file.ts";

/** Long enough that the diagnostics of the file that was opened have left. */
const IDLE_MS = 300;

const EXAMPLE = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nspec:\n  ";

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
    const file = new PackFile("personapack:/warm-up", 0, EXAMPLE);
    await complete(file, { line: 3, character: 2 }, this.#proposals, { snippets: true });
  }
}

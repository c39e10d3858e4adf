/** Typing the start of a key on a new line of the last persona, as a person does who asks for completions. */
import type { Position } from "vscode-languageserver-protocol/node";
import type { LanguageClient } from "./language-client.ts";
import type { OpenDocument } from "./open-document.ts";
import { packText } from "./packs.ts";

const expected = "webEndpoint";

export class TypedKey {
  readonly #client: LanguageClient;
  readonly #document: OpenDocument;
  readonly #typedBefore: string;
  readonly #line: number;
  #column: number;
  #rounds = 0;

  private constructor(client: LanguageClient, document: OpenDocument, line: number, typedBefore: string) {
    this.#client = client;
    this.#document = document;
    this.#line = line;
    this.#typedBefore = typedBefore;
    this.#column = 6 + typedBefore.length;
  }

  /** Opens the bench document, with `typedBefore` alone on a line of the last persona. */
  static async open(client: LanguageClient, label: string, typedBefore: string): Promise<TypedKey> {
    const text = packText(label);
    const skills = text.lastIndexOf("      skills:\n");
    const withKey = `${text.slice(0, skills)}      ${typedBefore}\n${text.slice(skills)}`;
    const document = client.open("file:///bench/pack.yaml", withKey);
    await client.diagnostics(document, 1, () => true, "diagnostics of the opened pack");
    return new TypedKey(client, document, document.positionAt(skills).line, typedBefore);
  }

  /**
   * Back to the text before the keys, with another display name so that no text comes twice; then waits until the
   * server is idle. Not part of any time.
   */
  async reset(): Promise<void> {
    const start = this.#document.text.lastIndexOf('      displayName: "') + '      displayName: "'.length;
    const end = this.#document.text.indexOf('"\n', start);
    const name = { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
    this.#rounds++;
    const typed = { start: this.#position(6 + this.#typedBefore.length), end: this.#position(this.#column) };
    this.#document.replace([
      { range: name, text: `Typing round ${this.#rounds}` },
      { range: typed, text: "" },
    ]);
    this.#column = typed.start.character;
    await this.#client.settle();
  }

  /** Types one character and asks for completions; ms until they are there. Rejects if the key is not offered. */
  async key(character: string): Promise<number> {
    const start = performance.now();
    this.#document.insert(this.#position(this.#column), character);
    this.#column++;
    const items = await this.#client.completion(this.#document, this.#position(this.#column));
    const took = performance.now() - start;
    if (!items.some((item) => item.label === expected)) {
      const labels = items.map((item) => item.label).slice(0, 5);
      throw new Error(`${this.#client.name}: completion offers no ${expected} but [${labels}]`);
    }
    return took;
  }

  #position(character: number): Position {
    return { line: this.#line, character };
  }
}

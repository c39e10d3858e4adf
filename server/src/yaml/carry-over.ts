import type { PackDocument } from "./pack-document.ts";

/** A result about the document that stood in a document's place until the last edit. */
export interface Earlier<T> {
  readonly document: PackDocument;
  readonly result: T;
}

interface Remembered<T> {
  readonly circumstances: readonly unknown[];
  readonly result: T;
}

/**
 * Remembers one result per document for as long as that lives, and hands it on: when an edit has made another
 * document of it, the result about that can take over what the edit left in place.
 */
export class CarryOver<T> {
  readonly #results = new WeakMap<PackDocument, Remembered<T>>();

  /**
   * The result about a document. It is computed anew when `circumstances`, all else that it depends on, are not
   * those of the last time; `earlier` is there only if they were the same. Undefined is not remembered.
   */
  get<R extends T | undefined>(
    document: PackDocument,
    circumstances: readonly unknown[],
    compute: (earlier: Earlier<T> | undefined) => R,
  ): T | R {
    const known = this.#find(document, circumstances);
    if (known) return known.result;
    const { before } = document;
    const earlier = before && this.#find(before, circumstances);
    const result = compute(earlier && { document: before, result: earlier.result });
    if (result !== undefined) this.#results.set(document, { circumstances, result });
    return result;
  }

  #find(document: PackDocument, circumstances: readonly unknown[]): Remembered<T> | undefined {
    const known = this.#results.get(document);
    return known?.circumstances.every((one, i) => one === circumstances[i]) ? known : undefined;
  }
}

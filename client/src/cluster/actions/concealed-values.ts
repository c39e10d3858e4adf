/**
 * What somebody typed for a Secret. It lives in a private field, so that nothing that prints, logs, compares or
 * stores a plan comes across it; only the request that creates the Secret takes it out.
 */
export class ConcealedValues {
  readonly keys: readonly string[];
  readonly #values: Readonly<Record<string, string>>;

  /** Entries without text are left out. */
  constructor(values: Readonly<Record<string, string>>) {
    this.#values = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
    this.keys = Object.keys(this.#values);
  }

  /** For `stringData` of a request that is about to be sent. */
  reveal(): Readonly<Record<string, string>> {
    return this.#values;
  }
}

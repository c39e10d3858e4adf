/**
 * Reads values of unknown shape as the API server's schema would have them. What does not fit is left out and
 * written down, never thrown: the rest of a broken pack still has a meaning. Nulls count as absent, because the
 * API server drops them from objects before it checks.
 */

export type ValuePath = readonly (string | number)[];

/** A part of the input that is missing or cannot be used. Says nothing of the value: it may be a secret. */
export interface UnusablePart {
  readonly path: ValuePath;
  readonly reason: "missing" | "wrong-type" | "not-allowed" | "not-in-release";
  /** What belongs there: `text`, `a list`, `one of heartbeat, scheduled, sweep`. */
  readonly expected: string;
}

export class PlainObject {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: ValuePath;
  readonly #unusable: UnusablePart[];

  private constructor(fields: object, path: ValuePath, unusable: UnusablePart[]) {
    this.#fields = fields as Readonly<Record<string, unknown>>;
    this.#path = path;
    this.#unusable = unusable;
  }

  /** `unusable` collects what is wrong with it and everything below. Undefined unless `value` is an object. */
  static from(value: unknown, path: ValuePath, unusable: UnusablePart[]): PlainObject | undefined {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return new PlainObject(value, path, unusable);
    }
    unusable.push({ path, reason: "wrong-type", expected: "an object" });
    return undefined;
  }

  /** An object without fields; what is found missing in it is written down nowhere. */
  static empty(): PlainObject {
    return new PlainObject({}, [], []);
  }

  /** Writes down which of these fields are absent; true if none is. */
  require(expected: Readonly<Record<string, string>>): boolean {
    let complete = true;
    for (const [key, what] of Object.entries(expected)) {
      if (this.#value(key) !== undefined) continue;
      this.note(key, "missing", what);
      complete = false;
    }
    return complete;
  }

  note(key: string | number, reason: UnusablePart["reason"], expected: string): void {
    this.#unusable.push({ path: [...this.#path, key], reason, expected });
  }

  has(key: string): boolean {
    return this.#value(key) !== undefined;
  }

  optionalText(key: string): string | undefined {
    return this.#typed(key, "text", isText);
  }

  /** Empty where it is absent, as it is for the controller. */
  text(key: string): string {
    return this.optionalText(key) ?? "";
  }

  flag(key: string, absent = false): boolean {
    return this.#typed(key, "true or false", isFlag) ?? absent;
  }

  integer(key: string): number | undefined {
    return this.#typed(key, "a whole number", isInteger);
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.optionalText(key);
    if (text === undefined) return undefined;
    const choice = choices.find((choice) => choice === text);
    if (choice === undefined) this.note(key, "not-allowed", `one of ${choices.join(", ")}`);
    return choice;
  }

  object(key: string): PlainObject | undefined {
    const value = this.#value(key);
    return value === undefined ? undefined : PlainObject.from(value, [...this.#path, key], this.#unusable);
  }

  texts(key: string): readonly string[] {
    return this.#items(key).flatMap(([item, path]) => {
      if (isText(item)) return [item];
      this.#unusable.push({ path, reason: "wrong-type", expected: "text" });
      return [];
    });
  }

  /** Each item at its own place in the list; undefined stands for one that is no object. */
  objects(key: string): readonly (PlainObject | undefined)[] {
    return this.#items(key).map(([item, path]) => PlainObject.from(item, path, this.#unusable));
  }

  textMap(key: string): ReadonlyMap<string, string> {
    return this.#map(key, (map, name) => map.optionalText(name));
  }

  /** A map of maps, by its own keys. */
  textMaps(key: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
    return this.#map(key, (map, name) => (map.object(name) ? map.textMap(name) : undefined));
  }

  objectMap<Value>(key: string, read: (object: PlainObject) => Value): ReadonlyMap<string, Value> {
    return this.#map(key, (map, name) => {
      const object = map.object(name);
      return object && read(object);
    });
  }

  #map<Value>(key: string, read: (map: PlainObject, name: string) => Value | undefined): Map<string, Value> {
    const map = this.object(key);
    return map ? map.#values(read) : new Map();
  }

  #values<Value>(read: (map: PlainObject, name: string) => Value | undefined): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const name of Object.keys(this.#fields)) {
      const value = read(this, name);
      if (value !== undefined) values.set(name, value);
    }
    return values;
  }

  #items(key: string): (readonly [unknown, ValuePath])[] {
    const items = this.#typed(key, "a list", Array.isArray) ?? [];
    return items.map((item: unknown, index) => [item, [...this.#path, key, index]] as const);
  }

  #typed<Type>(key: string, expected: string, is: (value: unknown) => value is Type): Type | undefined {
    const value = this.#value(key);
    if (value === undefined || is(value)) return value;
    this.note(key, "wrong-type", expected);
    return undefined;
  }

  #value(key: string): unknown {
    return Object.hasOwn(this.#fields, key) ? (this.#fields[key] ?? undefined) : undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

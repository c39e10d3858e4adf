/**
 * Loading undici replaces the dispatcher that the process' own `fetch` uses, for all extensions of the host, and with
 * it VS Code's support of proxies.
 */
const DISPATCHERS = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) =>
  Symbol.for(name),
);

/** Runs `load` and leaves `fetch` as it was. */
export async function keepingFetch<T>(load: () => Promise<T>): Promise<T> {
  const before = DISPATCHERS.map((key) => [key, Reflect.get(globalThis, key) as unknown] as const);
  try {
    return await load();
  } finally {
    for (const [key, dispatcher] of before) {
      // undici cannot be kept from defining it, but an undefined one counts as none.
      if (Reflect.get(globalThis, key) !== dispatcher) Reflect.set(globalThis, key, dispatcher);
    }
  }
}

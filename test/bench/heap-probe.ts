/** Loaded into a server by `--import`: on SIGUSR2 collects garbage and writes the heap in use, in bytes, to stderr. */
const collect: unknown = Reflect.get(globalThis, "gc");
if (typeof collect !== "function") throw new Error("the heap probe needs --expose-gc");

process.on("SIGUSR2", () => {
  collect();
  // Twice with a turn of the loop between: finalizers of the first round release what the second one frees.
  setImmediate(() => {
    collect();
    process.stderr.write(`\nbench-heap ${process.memoryUsage().heapUsed}\n`);
  });
});

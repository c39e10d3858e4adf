import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import { Emitter, type WorkDoneProgressServerReporter } from "vscode-languageserver/node";
import { ShownProgress } from "../../../server/src/lsp/shown-progress.ts";

let said: string[] = [];
const cancel = new Emitter<void>();

function reporter(): WorkDoneProgressServerReporter {
  return {
    begin: (title: string) => said.push(`begin ${title}`),
    report: (percentage: number | string, message?: string) => said.push(`${percentage} ${message}`),
    done: () => said.push("done"),
    token: { isCancellationRequested: false, onCancellationRequested: cancel.event },
  };
}

const options = {
  title: "Checking",
  given: undefined,
  create: async () => reporter(),
  onCancel: () => said.push("cancelled"),
};

beforeEach(() => {
  said = [];
});

suite("progress", () => {
  test("of short work is not shown", (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const progress = new ShownProgress(options);
    progress.report(1, 4);
    progress.done();
    context.mock.timers.tick(10_000);
    assert.deepEqual(said, []);
  });

  test("of long work begins, goes on, can be cancelled and ends once", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const progress = new ShownProgress(options);
    context.mock.timers.tick(1000);
    await tick();
    progress.report(1, 4);
    cancel.fire();
    progress.done();
    progress.done();
    assert.deepEqual(said, ["begin Checking", "25 1 of 4 files", "cancelled", "done"]);
  });

  test("of work that ends while the client is asked is taken back", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const progress = new ShownProgress(options);
    context.mock.timers.tick(1000);
    progress.done();
    await tick();
    assert.deepEqual(said, ["begin Checking", "done"]);
  });

  test("goes to the client's own reporter where there is one", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const create = () => Promise.reject(new Error("asked for another"));
    const progress = new ShownProgress({ ...options, given: reporter(), create });
    context.mock.timers.tick(1000);
    await tick();
    progress.done();
    assert.deepEqual(said, ["begin Checking", "done"]);
  });
});

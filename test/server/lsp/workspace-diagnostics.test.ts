/** When a report is cut short, and what it goes on with; what is sent at all is tested with the server itself. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { type CancellationToken, Emitter } from "vscode-languageserver-protocol/node";
import { Kustomizations } from "../../../server/src/kustomizations.ts";
import { ChangeSignal } from "../../../server/src/lsp/change-signal.ts";
import { OpenFiles } from "../../../server/src/lsp/open-files.ts";
import { WorkspaceDiagnostics } from "../../../server/src/lsp/workspace-diagnostics.ts";
import { WorkspaceIndex } from "../../../server/src/lsp/workspace-index.ts";
import { NO_CLUSTER } from "../../../server/src/pack/known-cluster.ts";
import { DEFAULT_SETTINGS } from "../../../server/src/protocol.ts";

const PACKS = 30;
const never: CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: new Emitter<void>().event,
};

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "personapack-"));
  for (let i = 0; i < PACKS; i++) {
    await writeFile(join(folder, `${i}.yaml`), `kind: PersonaPack\nmetadata: {name: pack-${i}}\n`);
  }
});
after(() => rm(folder, { recursive: true }));

function setUp() {
  const kustomizations = new Kustomizations();
  const index = new WorkspaceIndex(kustomizations);
  index.setFolders([pathToFileURL(folder).href]);
  index.watched();
  const changes = new ChangeSignal();
  const settingsFor = async () => DEFAULT_SETTINGS;
  const isYamlExtensionActive = () => false;
  const files = new OpenFiles();
  const cluster = () => NO_CLUSTER;
  const context = { files, index, kustomizations, changes, settingsFor, isYamlExtensionActive, cluster };
  const diagnostics = new WorkspaceDiagnostics(context);
  const sent = new Map<string, string>();
  let isStopped = false;
  let pauses = 0;
  const report = (token = never, stopAfter = Number.POSITIVE_INFINITY) => {
    isStopped = false;
    const previousResultIds = [...sent].map(([uri, value]) => ({ uri, value }));
    return diagnostics.report(
      { previousResultIds },
      {
        token,
        isStopped: () => isStopped,
        onProgress: () => undefined,
        onPart: (items) => {
          for (const { uri, resultId = "" } of items) sent.set(uri, resultId);
          if (sent.size >= stopAfter) isStopped = true;
        },
        onPause: () => pauses++,
      },
    );
  };
  return { changes, sent, report, pauses: () => pauses };
}

async function isOpen(request: Promise<void>): Promise<boolean> {
  const open = new Promise((resolve) => setTimeout(resolve, 50, "open"));
  return (await Promise.race([request, open])) === "open";
}

suite("workspace diagnostics", () => {
  test("a reader who stops the work is left in peace until something changes", async () => {
    const { changes, sent, report } = setUp();
    await report(never, 3);
    assert.ok(sent.size >= 3 && sent.size < PACKS, `${sent.size} files`);
    const next = report();
    assert.equal(await isOpen(next), true);
    changes.fire();
    await next;
    assert.equal(sent.size, PACKS);
  });

  test("a client that has everything waits, and is told once", async () => {
    const { changes, report, pauses } = setUp();
    await report();
    const held = report();
    assert.equal(await isOpen(held), true);
    assert.equal(pauses(), 1, "no progress is shown meanwhile");
    changes.fire();
    await held;
  });

  test("a cancelled request is refused, also while it waits", async () => {
    const { report } = setUp();
    await report();
    const cancel = new Emitter<void>();
    const token = { isCancellationRequested: false, onCancellationRequested: cancel.event };
    const held = report(token);
    assert.equal(await isOpen(held), true);
    token.isCancellationRequested = true;
    cancel.fire();
    await assert.rejects(held, { code: -32800 });
  });
});

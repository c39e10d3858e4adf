/** Open documents follow whichever manager the cluster view has, and leave it when they are closed. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { Uri as EditorUri } from "vscode";
import type { ClusterClient, LogOptions } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { diagnosisAddress } from "../../../client/src/commands/diagnosis-address.ts";
import { liveAddress } from "../../../client/src/commands/live-object-address.ts";
import { logAddress } from "../../../client/src/commands/log-address.ts";
import { overrideAddress } from "../../../client/src/commands/override-address.ts";
import { eventually } from "../../cluster/eventually.ts";
import { Uri, user, workspace } from "../vscode-stand-in.ts";
import { type ManagerStandIn, packWith, ViewStandIn } from "./view-stand-in.ts";

const { Diagnoses } = await import("../../../client/src/commands/diagnoses.ts");
const { LiveObjects } = await import("../../../client/src/commands/live-objects.ts");
const { LogDocuments } = await import("../../../client/src/commands/log-documents.ts");
const { OverrideDocuments } = await import("../../../client/src/commands/override-documents.ts");

const PACK = { context: "dev", namespace: "ns", name: "team" };

describe("After the kubeconfig is another one", () => {
  let stand: ViewStandIn;
  let documents: { dispose(): void } | undefined;

  beforeEach(() => {
    stand = new ViewStandIn();
  });

  /** Also the end of each test: nothing is left of what was open. */
  afterEach(() => {
    assert.equal(stand.manager.looks, 1);
    user.close();
    assert.equal(stand.manager.looks, 0);
    assert.equal(stand.replaced.listeners, 0);
    documents?.dispose();
  });

  /** Asserts that the one before is left. */
  function replaced(): ManagerStandIn {
    const before = stand.manager;
    assert.equal(before.looks, 1);
    const manager = stand.replace();
    assert.equal(before.looks, 0);
    return manager;
  }

  test("a log goes on", async ({ mock }) => {
    // It tries again as soon as it may.
    mock.method(Math, "random", () => 0);
    const first = new LogClient("2026-01-01T00:00:00Z one\n");
    stand.manager.show("dev", first);
    const logs = new LogDocuments(stand.view);
    documents = logs;
    const address = { context: "dev", namespace: "ns", pod: "run", container: "agent", previous: false };
    const uri = Uri.from(logAddress(address));
    user.open(uri);
    await eventually(async () => assert.equal(logs.provideTextDocumentContent(asUri(uri)), "one\n"));
    const manager = replaced();
    first.end(new ClusterError("cancelled", "The connection was closed."));
    await eventually(async () =>
      assert.equal(
        logs.provideTextDocumentContent(asUri(uri)),
        "one\n── The cluster is not connected. Trying again…\n",
      ),
    );
    const second = new LogClient("2026-01-01T00:00:00Z one\n2026-01-01T00:00:01Z two\n");
    manager.show("dev", second);
    await eventually(async () => assert.equal(logs.provideTextDocumentContent(asUri(uri)), "one\ntwo\n"));
    manager.show("other", second);
    second.end(new ClusterError("cancelled", "The connection was closed."));
    const ended = "one\ntwo\n── The cluster view does not show the context dev any more.\n";
    await eventually(async () => assert.equal(logs.provideTextDocumentContent(asUri(uri)), ended));
  });

  test("an override is that of the other cluster", async () => {
    stand.manager.show("dev", {}, packWith({ taskOverride: "before" }, "1"));
    const overrides = new OverrideDocuments(stand.view);
    documents = overrides;
    const uri = Uri.from(overrideAddress(PACK));
    const override = () => new TextDecoder().decode(overrides.readFile(asUri(uri)));
    user.open(uri);
    assert.equal(override(), "before");
    let changes = 0;
    overrides.onDidChangeFile(() => {
      changes += 1;
    });
    const manager = replaced();
    assert.throws(override, /does not show the pack team/);
    assert.equal(changes, 0);
    manager.show("dev", {}, packWith({ taskOverride: "after" }, "1"));
    await eventually(async () => assert.equal(changes, 1));
    assert.equal(override(), "after");
  });

  test("a diagnosis is that of the other cluster", async () => {
    let asked = 0;
    const client: Partial<ClusterClient> = {
      list: async () => {
        asked += 1;
        return { items: [], resourceVersion: "1" };
      },
    };
    stand.manager.show("dev", client, packWith({ enabled: false }, "1"));
    const diagnoses = new Diagnoses(stand.view);
    documents = diagnoses;
    const uri = Uri.from(diagnosisAddress(PACK));
    const texts: string[] = [];
    diagnoses.onDidChange(() => texts.push(diagnoses.provideTextDocumentContent(asUri(uri))));
    user.open(uri);
    await eventually(async () => assert.match(texts.at(-1) ?? "", /^Diagnosis of team/));
    await eventually(async () => assert.equal(asked, 1));
    const manager = replaced();
    assert.match(texts.at(-1) ?? "", /does not show the context dev/);
    manager.show("dev", { ...client }, packWith({ enabled: true }, "1"));
    await eventually(async () => assert.match(texts.at(-1) ?? "", /^Diagnosis of team/));
    await eventually(async () => assert.equal(asked, 2));
    assert.notEqual(texts.at(-1), texts[0]);
  });

  test("an object is that of the other cluster", async () => {
    const client = (model: string): Partial<ClusterClient> => ({
      get: async () => ({ kind: "PersonaPack", ...packWith({ model }, "1") }),
    });
    stand.manager.show("dev", client("before"), packWith({}, "1"));
    const objects = new LiveObjects(stand.view);
    documents = objects;
    const uri = Uri.from(liveAddress({ ...PACK, kind: "PersonaPack" }));
    user.open(uri);
    assert.match(await objects.provideTextDocumentContent(asUri(uri)), /model: before/);
    let changes = 0;
    objects.onDidChange(() => {
      changes += 1;
    });
    const manager = replaced();
    assert.equal(changes, 1);
    assert.match(await objects.provideTextDocumentContent(asUri(uri)), /is not connected to the context dev/);
    manager.show("dev", client("after"), packWith({}, "1"));
    await eventually(async () => assert.equal(changes, 2));
    assert.match(await objects.provideTextDocumentContent(asUri(uri)), /model: after/);
  });
});

describe("A live object whose tab is closed, and that VS Code keeps", () => {
  let stand: ViewStandIn;
  let objects: InstanceType<typeof LiveObjects>;
  let changes: number;

  beforeEach(() => {
    stand = new ViewStandIn();
    stand.manager.show("dev", {}, packWith({}, "1"));
    objects = new LiveObjects(stand.view);
    changes = 0;
    objects.onDidChange(() => {
      changes += 1;
    });
  });

  afterEach(() => {
    user.close();
    objects.dispose();
  });

  for (const [version, expected] of [
    ["1", 0],
    ["2", 1],
  ] as const) {
    test(`follows nothing, and is read ${expected === 0 ? "no more" : "anew"} when it is shown again`, () => {
      user.open(Uri.from(liveAddress({ ...PACK, kind: "PersonaPack" })));
      assert.equal(stand.manager.looks, 1);
      const document = user.closeTab();
      assert.ok(document);
      assert.equal(stand.manager.looks, 0);
      stand.manager.show("dev", {}, packWith({}, version));
      assert.equal(changes, 0);
      user.show(document);
      assert.equal(stand.manager.looks, 1);
      assert.equal(changes, expected);
    });
  }

  test("is followed from the start if it is open already", () => {
    const uri = Uri.from(liveAddress({ ...PACK, kind: "PersonaPack" }));
    objects.dispose();
    user.open(uri);
    assert.equal(stand.manager.looks, 0);
    workspace.textDocuments.push({ uri });
    objects = new LiveObjects(stand.view);
    workspace.textDocuments.pop();
    assert.equal(stand.manager.looks, 1);
  });
});

/** As what is tested takes it. */
function asUri(uri: Uri): EditorUri {
  return uri as unknown as EditorUri;
}

/** Of one running container, whose log goes on until it is ended. */
class LogClient implements Pick<ClusterClient, "get" | "readLog"> {
  readonly #text: string;
  readonly #ended = Promise.withResolvers<void>();

  constructor(text: string) {
    this.#text = text;
  }

  end(error: ClusterError): void {
    this.#ended.reject(error);
  }

  async get() {
    const containerStatuses = [{ name: "agent", state: { running: {} }, restartCount: 0 }];
    return {
      metadata: { name: "run" },
      spec: { containers: [{ name: "agent" }] },
      status: { containerStatuses },
    };
  }

  async readLog(_namespace: string, _pod: string, _options: LogOptions, onText: (text: string) => void) {
    onText(this.#text);
    await this.#ended.promise;
  }
}

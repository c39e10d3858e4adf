/** The built server is told what a cluster has: what it proposes and complains about follows. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  CodeAction,
  CompletionList,
  DocumentDiagnosticReport,
  Hover,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver-protocol/node";
import type { ClusterValues } from "../../../server/src/pack/known-cluster.ts";
import type { PackContents } from "../../../server/src/protocol.ts";
import { StdioServer } from "./stdio-server.ts";

const URI = "file:///packs/pack.yaml";
const PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
spec:
  enabled: true
  baseURL: http://ollama:11434/v1
  personas:
    - name: reader
      systemPrompt: x
      skills:
        - our-skill
`;
const SKILL = { line: 11, character: 12 };

const values = (skills: readonly string[], packs: readonly string[] = []): Partial<ClusterValues> => ({
  context: "prod",
  namespace: "agents",
  skills: { names: { agents: skills }, complete: "all" },
  packs: { names: { agents: packs }, complete: "all" },
});

const severity = (found: readonly { readonly code?: unknown; readonly severity?: number }[]) =>
  found.find(({ code }) => code === "unknown-skill")?.severity;

suite("a client whose diagnostics are pushed", { timeout: 30_000 }, () => {
  let server: StdioServer;
  before(async () => {
    ({ server } = await StdioServer.start());
    await server.open(URI, PACK);
    await server.diagnostics(URI);
  });
  after(async () => assert.equal(await server.stop(), 0));

  /** What is said next. */
  async function told(cluster: Partial<ClusterValues>) {
    const seen = server.published(URI).length;
    await server.connection.sendNotification("personapack/clusterValues", cluster);
    return await server.diagnostics(URI, (published) => server.published(URI).indexOf(published) >= seen);
  }

  test("nothing is said of a cluster that nobody has read", async () => {
    assert.equal(severity(await server.diagnostics(URI)), undefined);
  });

  test("diagnostics follow the cluster, and so do their fixes", async () => {
    assert.equal(severity(await told(values(["else"]))), 4, "a hint: it may be meant for another cluster");
    assert.equal(severity(await told(values(["else"], ["data-team"]))), 3, "it is enabled there");
    assert.equal(severity(await told(values(["our-skil"]))), 3, "nearly the name of one");
    const params = {
      textDocument: { uri: URI },
      range: { start: SKILL, end: SKILL },
      context: { diagnostics: [] },
    };
    const actions = await server.request<CodeAction[]>("textDocument/codeAction", params);
    assert.ok(actions.some(({ title }) => title === "Change to our-skil"));
    assert.equal(severity(await told(values(["our-skill"]))), undefined);
    assert.equal(severity(await told({ ...values([]), skills: { names: {}, complete: [] } })), undefined);
  });

  test("its names are proposed and explained", async () => {
    await told(values(["cluster-skill", "our-skill"]));
    const at = { textDocument: { uri: URI }, position: SKILL };
    const { items } = await server.request<CompletionList>("textDocument/completion", at);
    assert.ok(items.some(({ label }) => label === "cluster-skill"));
    const { contents } = await server.request<Hover>("textDocument/hover", at);
    assert.match(JSON.stringify(contents), /our-skill.*in the namespace agents of the cluster/);
  });

  test("a client that knows nothing more", async () => {
    await told(values(["else"], ["data-team"]));
    assert.equal(severity(await told({})), undefined);
    const { items } = await server.request<CompletionList>("textDocument/completion", {
      textDocument: { uri: URI },
      position: SKILL,
    });
    assert.ok(!items.some(({ label }) => label === "else"));
  });

  test("says which packs a file holds, and what they say if it is asked", async () => {
    const two = "file:///packs/two.yaml";
    const broken = `${PACK.replace("data-team", "broken")}  description: "\n`;
    await server.open(two, `# A comment\n---\n${PACK}---\nkind: ConfigMap\n---\n${broken}`);
    const names = await server.request<PackContents>("personapack/packContents", { uri: two, withData: [] });
    assert.deepEqual(
      names.packs.map(({ name, line, data }) => [name, line, data]),
      [
        ["data-team", 4, undefined],
        ["broken", 19, undefined],
      ],
    );
    const withData = names.packs.map(({ documentIndex }) => documentIndex);
    const { packs } = await server.request<PackContents>("personapack/packContents", { uri: two, withData });
    assert.match(JSON.stringify(packs[0]?.data), /"enabled":true/);
    assert.equal(packs[1]?.data, null);
    const unknown = await server.request("personapack/packContents", { uri: "file:///no", withData: [] });
    assert.equal(unknown, null);
  });
});

suite("a client that pulls diagnostics", { timeout: 30_000 }, () => {
  let folder: string;
  let server: StdioServer;
  let refreshed = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "personapack-"));
    await writeFile(join(folder, "closed.yaml"), PACK);
    const capabilities = {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
    };
    ({ server } = await StdioServer.start({ capabilities, folder: pathToFileURL(folder).href }));
    server.connection.onRequest("workspace/diagnostic/refresh", () => {
      refreshed++;
      return null;
    });
    await server.open(URI, PACK);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
    await rm(folder, { recursive: true });
  });

  async function pulled(previousResultId?: string) {
    const params = { textDocument: { uri: URI }, ...(previousResultId && { previousResultId }) };
    return await server.request<DocumentDiagnosticReport>("textDocument/diagnostic", params);
  }

  test("is asked to pull again, and gets what is new, of files that are not open too", async () => {
    const first = await pulled();
    assert.equal((await pulled(first.resultId)).kind, "unchanged");
    await server.connection.sendNotification("personapack/clusterValues", values([], ["data-team"]));
    const second = await pulled(first.resultId);
    assert.ok(second.kind === "full" && severity(second.items) === 3);
    assert.equal(refreshed, 1);
    const { items } = await server.request<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: [],
    });
    const closed = items.find(({ uri }) => uri.endsWith("closed.yaml"));
    assert.ok(closed?.kind === "full" && severity(closed.items) === 3);
    const previousResultIds = [{ uri: closed.uri, value: closed.resultId ?? "" }];
    await server.connection.sendNotification("personapack/clusterValues", values(["our-skill"]));
    const later = await server.request<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds,
    });
    const mended = later.items.find(({ uri }) => uri.endsWith("closed.yaml"));
    assert.ok(mended?.kind === "full" && severity(mended.items) === undefined);
  });
});

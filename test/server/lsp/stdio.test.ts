/** The built server as any editor starts it, most of all as one that can do nothing beyond the protocol's base. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  type CompletionList,
  type Hover,
  type Location,
  LSPErrorCodes,
  type SymbolInformation,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { HEADER } from "../features/pointer.ts";
import { StdioServer } from "./stdio-server.ts";

const URI = "file:///packs/pack.yaml";
const PACK = `${HEADER}  excludePersonas: [reader]
  personas:
    - name: reader
      systemPrompt: x
      skills:
        - k8s-ops
      schedule:
        interval: 45m
        task: look
`;
const FAULTY = PACK.replace("systemPrompt", "systemPromt");
const at = (line: number, character: number) => ({
  textDocument: { uri: URI },
  position: { line, character },
});
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

suite("a client that says nothing of itself", { timeout: 30_000 }, () => {
  let server: StdioServer;
  before(async () => {
    ({ server } = await StdioServer.start());
    await server.open(URI, FAULTY);
  });
  after(async () => assert.equal(await server.stop(), 0));

  test("gets diagnostics pushed", async () => {
    const codes = (await server.diagnostics(URI)).map(({ code }) => code);
    assert.ok(codes.includes("unknown-field") && codes.includes("interval-fallback"), String(codes));
  });

  test("completes values", async () => {
    const { items } = await server.request<CompletionList>("textDocument/completion", at(9, 10));
    assert.ok(items.some(({ label }) => label === "github-gitops"));
  });

  test("is told what a value is", async () => {
    const { contents } = await server.request<Hover>("textDocument/hover", at(9, 12));
    assert.match(JSON.stringify(contents), /k8s-ops.*kubectl/);
  });

  test("gets fixes whose edits it understands", async () => {
    const params = { textDocument: { uri: URI }, range: whole, context: { diagnostics: [] } };
    const actions = await server.request<CodeAction[]>("textDocument/codeAction", params);
    const edit = actions.find(({ title }) => title.includes("systemPrompt"))?.edit;
    assert.equal(edit?.changes?.[URI]?.[0]?.newText, "systemPrompt");
    assert.equal(edit?.documentChanges, undefined);
    assert.ok(actions.every(({ kind }) => kind === "quickfix"));
  });

  test("goes to a definition and renames it, references included", async () => {
    const [found] = await server.request<Location[]>("textDocument/definition", at(4, 22));
    assert.equal(found?.range.start.line, 6);
    const edit = await server.request<WorkspaceEdit>("textDocument/rename", {
      ...at(6, 14),
      newName: "viewer",
    });
    assert.deepEqual(
      edit.changes?.[URI]?.map(({ range, newText }) => [range.start.line, newText]),
      [
        [4, "viewer"],
        [6, "viewer"],
      ],
    );
    await assert.rejects(
      server.request("textDocument/rename", { ...at(6, 14), newName: "" }),
      /A persona needs a name/,
    );
  });

  test("what a cluster has is offered and never complained about", async () => {
    const values = {
      namespace: "agents",
      skills: { names: { agents: ["own-skill"] }, complete: [] },
    };
    await server.connection.sendNotification("personapack/clusterValues", values);
    const { items } = await server.request<CompletionList>("textDocument/completion", at(9, 10));
    assert.ok(items.some(({ label }) => label === "own-skill"));
    const version = await server.replace(URI, FAULTY.replace("k8s-ops", "own-skill"));
    const found = await server.diagnostics(URI, (published) => published.version === version);
    assert.ok(found.every(({ message }) => !JSON.stringify(message).includes("own-skill")));
  });

  test("settings count: severity of a rule, and off", async () => {
    const rules = { "all-personas-excluded": "hint", "interval-fallback": "off", "unknown-field": "loud" };
    const seen = server.published(URI).length;
    await server.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { personapack: { rules, release: "v9.9.9" } },
    });
    const found = await server.diagnostics(
      URI,
      (published) => server.published(URI).indexOf(published) >= seen,
    );
    assert.equal(found.find(({ code }) => code === "all-personas-excluded")?.severity, 4);
    assert.ok(found.every(({ code }) => code !== "interval-fallback"));
    const unknown = found.find(({ code }) => code === "unknown-field");
    assert.equal(unknown?.severity, 1, "a severity that does not exist leaves the rule's own");
  });

  test("no answer about text that is gone leaves the server", async () => {
    const asked: { i: number; version: number; answer: Promise<unknown> }[] = [];
    for (let i = 0; i < 20; i++) {
      const version = await server.replace(URI, `${"# line\n".repeat(i)}${FAULTY}`);
      const answer = server.request<CompletionList>("textDocument/completion", at(9 + i, 10)).then(
        ({ items }) => JSON.stringify(items[0]?.textEdit),
        (error: { code: number }) => error.code,
      );
      asked.push({ i, version, answer });
    }
    const last = asked.at(-1);
    for (const { i, answer } of asked) {
      const edit = await answer;
      const isOfItsText = typeof edit === "string" && edit.includes(`"start":{"line":${9 + i},`);
      assert.ok(edit === LSPErrorCodes.ContentModified || isOfItsText, String(edit));
    }
    assert.ok(typeof (await last?.answer) === "string", "the last one is answered");
    await server.diagnostics(URI, ({ version }) => version === last?.version);
    for (const { version, diagnostics } of server.published(URI)) {
      const line = diagnostics.find(({ code }) => code === "unknown-field")?.range.start.line;
      const shift = (version ?? 0) - ((last?.version ?? 0) - 19);
      if (shift >= 0) assert.equal(line, 7 + shift, "diagnostics are those of the version that they name");
    }
  });
});

const PULLING = {
  workspace: {
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    configuration: true,
  },
  textDocument: { diagnostic: {}, rename: { prepareSupport: true } },
};

suite("a workspace", { timeout: 30_000 }, () => {
  let folder: string;
  let server: StdioServer;
  const settings = { rules: {}, workspaceDiagnostics: true };
  const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
  const pull = (previous: Record<string, string> = {}) =>
    server.request<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: Object.entries(previous).map(([uri, value]) => ({ uri, value })),
    });
  const codesIn = ({ items }: WorkspaceDiagnosticReport) =>
    Object.fromEntries(
      items.map((item) => [
        item.uri,
        item.kind === "full"
          ? item.items.map(({ code }) => code).filter((code) => code === "unknown-field")
          : [],
      ]),
    );
  const idsIn = ({ items }: WorkspaceDiagnosticReport) =>
    Object.fromEntries(items.map(({ uri, resultId }) => [uri, resultId ?? ""]));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "personapack-"));
    await mkdir(join(folder, "deep/node_modules"), { recursive: true });
    await writeFile(join(folder, "good.yaml"), PACK);
    await writeFile(join(folder, "deep/faulty.yml"), FAULTY.replace("data-team", "other-team"));
    await writeFile(join(folder, "deep/node_modules/faulty.yaml"), FAULTY);
    await writeFile(join(folder, "other.yaml"), "kind: ConfigMap\n");
    await writeFile(join(folder, "other.txt"), FAULTY);
    ({ server } = await StdioServer.start({
      capabilities: PULLING,
      folder: pathToFileURL(folder).href,
      settings,
    }));
    server.connection.onRequest("client/registerCapability", () => null);
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  test("problems of files that nobody has opened; the request stays open until something changes", async () => {
    const first = await pull();
    assert.deepEqual(codesIn(first), {
      [uriOf("good.yaml")]: [],
      [uriOf("deep/faulty.yml")]: ["unknown-field"],
    });
    const second = pull(idsIn(first));
    const early = await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300, "open"))]);
    assert.equal(early, "open");
    await writeFile(join(folder, "good.yaml"), FAULTY);
    await utimes(join(folder, "good.yaml"), new Date(), new Date(Date.now() + 5000));
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf("good.yaml"), type: 2 }],
    });
    assert.deepEqual(codesIn(await second), { [uriOf("good.yaml")]: ["unknown-field"] });
  });

  test("a file that is gone has none any more", async () => {
    const before = await pull();
    await rm(join(folder, "good.yaml"));
    const changes = [{ uri: uriOf("good.yaml"), type: 3 }];
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    assert.deepEqual(codesIn(await pull(idsIn(before))), { [uriOf("good.yaml")]: [] });
    await writeFile(join(folder, "good.yaml"), PACK);
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  });

  test("an open file is asked about by itself, and once more when it is closed", async () => {
    const uri = uriOf("good.yaml");
    const before = await pull();
    await server.open(uri, FAULTY);
    const document = { textDocument: { uri } };
    const open = await server.request<{ items: unknown[] }>("textDocument/diagnostic", document);
    assert.match(JSON.stringify(open.items), /unknown-field/);
    const [reported] = (await pull(idsIn(before))).items;
    assert.deepEqual(
      [reported?.uri, typeof reported?.version],
      [uri, "number"],
      "its tab may be gone before it is closed",
    );
    await server.connection.sendNotification("textDocument/didClose", document);
    const closed = await server.request<{ items: unknown[] }>("textDocument/diagnostic", document);
    assert.doesNotMatch(JSON.stringify(closed.items), /unknown-field/, "what is on disk counts again");
    assert.deepEqual(codesIn(await pull(idsIn(before))), { [uri]: [] }, "though the file has not changed");
  });

  test("an open file has no problems for as long as a kustomization names it as a patch", async () => {
    const textDocument = { uri: uriOf("good.yaml") };
    const changes = [{ uri: uriOf("kustomization.yaml"), type: 2 }];
    const told = () => server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    const untilFaulty = async (expected: boolean) => {
      for (let isFaulty = !expected; isFaulty !== expected; ) {
        const { items } = await server.request<{ items: unknown[] }>("textDocument/diagnostic", {
          textDocument,
        });
        isFaulty = JSON.stringify(items).includes("unknown-field");
      }
    };
    await server.open(textDocument.uri, FAULTY);
    await untilFaulty(true);
    await writeFile(join(folder, "kustomization.yaml"), "patches: [{path: good.yaml}]\n");
    await told();
    await untilFaulty(false);
    assert.deepEqual(codesIn(await pull())[textDocument.uri], []);
    await rm(join(folder, "kustomization.yaml"));
    await told();
    await untilFaulty(true);
    await server.connection.sendNotification("textDocument/didClose", { textDocument });
  });

  test("a request that is cancelled ends", async () => {
    const ids = idsIn(await pull());
    const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
    const source = new CancellationTokenSource();
    const previousResultIds = Object.entries(ids).map(([uri, value]) => ({ uri, value }));
    const held = server.connection.sendRequest("workspace/diagnostic", { previousResultIds }, source.token);
    setTimeout(() => source.cancel(), 100);
    await assert.rejects(held, { code: LSPErrorCodes.RequestCancelled });
  });

  test("symbols of all packs; an open file counts as the editor has it", async () => {
    const symbols = async (query: string) => {
      const found = await server.request<SymbolInformation[]>("workspace/symbol", { query });
      return found
        .map(({ name, containerName }) => (containerName ? `${containerName}/${name}` : name))
        .sort();
    };
    assert.deepEqual(await symbols(""), ["data-team", "data-team/reader", "other-team", "other-team/reader"]);
    const uri = uriOf("good.yaml");
    await server.open(uri, PACK.replaceAll("reader", "typed"));
    assert.deepEqual(await symbols("typ"), ["data-team/typed"]);
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    assert.deepEqual(await symbols("typ"), []);
  });

  test("the definition of a pack is the other file with its name", async () => {
    const uri = "untitled:Untitled-1";
    await server.open(uri, PACK);
    const params = { textDocument: { uri }, position: { line: 2, character: 18 } };
    const found = await server.request<Location[]>("textDocument/definition", params);
    assert.deepEqual(
      found.map((location) => location.uri),
      [uriOf("good.yaml")],
    );
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  });

  test("renaming a persona asks to confirm that its memory goes", async () => {
    const uri = uriOf("good.yaml");
    await server.open(uri, PACK);
    const place = { textDocument: { uri }, position: { line: 6, character: 14 } };
    assert.equal(
      (await server.request<{ placeholder: string }>("textDocument/prepareRename", place)).placeholder,
      "reader",
    );
    const edit = await server.request<WorkspaceEdit>("textDocument/rename", { ...place, newName: "viewer" });
    const [annotation] = Object.values(edit.changeAnnotations ?? {});
    assert.equal(annotation?.needsConfirmation, true);
    assert.match(annotation?.description ?? "", /empty memory/);
    assert.match(JSON.stringify(edit.documentChanges), /"annotationId"/);
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  });

  test("fix all is offered to those who ask for it", async () => {
    const uri = uriOf("fix.yaml");
    await server.open(uri, PACK.replace("  personas:\n", "\tpersonas:\n").replace("\t", "  "));
    const ask = (only: string[]) =>
      server.request<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri },
        range: whole,
        context: { diagnostics: [], only },
      });
    assert.ok((await ask(["source"])).every(({ kind }) => kind === "source.fixAll.personapack"));
    assert.ok((await ask(["quickfix"])).every(({ kind }) => kind === "quickfix"));
    assert.deepEqual(await ask(["source.organizeImports"]), []);
  });

  test("nothing of closed files when the setting is off", async () => {
    const previous = idsIn(await pull());
    settings.workspaceDiagnostics = false;
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: {} });
    const emptied = codesIn(await pull(previous));
    assert.deepEqual(Object.keys(emptied).sort(), Object.keys(previous).sort());
    assert.ok(Object.values(emptied).every((codes) => codes.length === 0));
  });
});

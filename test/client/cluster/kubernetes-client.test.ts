import assert from "node:assert/strict";
import { test } from "node:test";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { eventually } from "../../cluster/eventually.ts";
import { configFrom, describeClient, failure, forever, NAMESPACE, pack } from "./client-suite.ts";

describeClient("Requests to a real API server", (fixture) => {
  test("health and what is served", async () => {
    await fixture().client.checkHealth(forever);
    const served = await fixture().client.servedResources("sympozium.ai", "v1alpha1", forever);
    assert.ok(served.has("personapacks") && served.has("agentruns"));
    assert.ok(![...served].some((name) => name.includes("/")));
    assert.ok((await fixture().client.servedResources("", "v1", forever)).has("configmaps"));
    await failure(fixture().client.servedResources("other.example", "v1", forever), "crd-missing");
  });

  test("create, get, patch, delete, with dry-runs that change nothing", async () => {
    await fixture().client.create(RESOURCES.packs, NAMESPACE, pack("crud"), { dryRun: true }, forever);
    await failure(fixture().client.get(RESOURCES.packs, NAMESPACE, "crud", forever), "not-found");
    const { object, warnings } = await fixture().client.create(
      RESOURCES.packs,
      NAMESPACE,
      pack("crud"),
      {},
      forever,
    );
    assert.deepEqual(warnings, []);
    assert.equal(object.metadata.managedFields?.[0]?.manager, "personapack-vscode");
    const got = await fixture().client.get(RESOURCES.packs, NAMESPACE, "crud", forever);
    assert.deepEqual(got, object);
    assert.match(got.metadata.creationTimestamp ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

    const enable = { kind: "merge", body: { spec: { enabled: true } } } as const;
    await fixture().client.patch(RESOURCES.packs, NAMESPACE, "crud", { ...enable, dryRun: true }, forever);
    assert.deepEqual(await fixture().client.get(RESOURCES.packs, NAMESPACE, "crud", forever), object);
    const patched = await fixture().client.patch(RESOURCES.packs, NAMESPACE, "crud", enable, forever);
    assert.equal((patched.object.spec as { enabled: boolean }).enabled, true);
    const body = [
      { op: "test", path: "/metadata/uid", value: object.metadata.uid },
      { op: "replace", path: "/spec/enabled", value: false },
    ];
    const second = await fixture().client.patch(
      RESOURCES.packs,
      NAMESPACE,
      "crud",
      { kind: "json", body },
      forever,
    );
    assert.equal((second.object.spec as { enabled: boolean }).enabled, false);

    const stale = {
      kind: "merge",
      body: { metadata: { resourceVersion: object.metadata.resourceVersion }, spec: { enabled: true } },
    } as const;
    await failure(fixture().client.patch(RESOURCES.packs, NAMESPACE, "crud", stale, forever), "conflict");
    const other = { uid: "00000000-0000-0000-0000-000000000000" };
    await failure(fixture().client.delete(RESOURCES.packs, NAMESPACE, "crud", other, forever), "conflict");
    await fixture().client.delete(RESOURCES.packs, NAMESPACE, "crud", { dryRun: true }, forever);
    const { uid = "" } = object.metadata;
    await fixture().client.delete(RESOURCES.packs, NAMESPACE, "crud", { uid }, forever);
    await failure(fixture().client.get(RESOURCES.packs, NAMESPACE, "crud", forever), "not-found");
    await failure(fixture().client.delete(RESOURCES.packs, NAMESPACE, "crud", {}, forever), "not-found");
  });

  test("what the server refuses names its fields", async () => {
    const none = pack("invalid", { personas: [{ name: 5 }] });
    const { causes } = await failure(
      fixture().client.create(RESOURCES.packs, NAMESPACE, none, {}, forever),
      "invalid",
    );
    assert.ok(
      causes.some(({ field }) => field.startsWith("spec.personas[0]")),
      JSON.stringify(causes),
    );
    const unknown = pack("invalid", { personaz: [] });
    const strict = await failure(
      fixture().client.create(RESOURCES.packs, NAMESPACE, unknown, {}, forever),
      "invalid",
    );
    assert.deepEqual(strict.causes, [
      { reason: "FieldValueUnknown", field: "spec.personaz", message: 'unknown field "spec.personaz"' },
    ]);
    await fixture().client.create(RESOURCES.packs, NAMESPACE, pack("twice"), {}, forever);
    const again = await failure(
      fixture().client.create(RESOURCES.packs, NAMESPACE, pack("twice"), {}, forever),
      "conflict",
    );
    assert.equal(again.causes[0]?.reason, "AlreadyExists");
    await failure(
      fixture().client.create(
        RESOURCES.packs,
        "nowhere",
        { ...pack("x"), metadata: { name: "x" } },
        {},
        forever,
      ),
      "not-found",
    );
  });

  test("apply sends the text as written", async () => {
    const text = (enabled: string) => `# A comment
apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata: {name: applied, namespace: ${NAMESPACE}}
spec:
  enabled: ${enabled}
  personas:
    - {name: a, systemPrompt: Help.}
`;
    const apply = (body: string, more = {}) =>
      fixture().client.patch(
        RESOURCES.packs,
        NAMESPACE,
        "applied",
        { kind: "apply", body, ...more },
        forever,
      );
    const { object } = await apply(text("false"));
    assert.equal((object.spec as { enabled: boolean }).enabled, false);
    assert.equal(object.metadata.managedFields?.[0]?.operation, "Apply");
    // YAML 1.1, as the server reads it.
    assert.equal(((await apply(text("yes"))).object.spec as { enabled: boolean }).enabled, true);

    await fixture().server.client.mergePatch("PersonaPack", NAMESPACE, "applied", {
      spec: { enabled: false },
    });
    const conflict = await failure(apply(text("true")), "conflict");
    assert.equal(conflict.causes[0]?.reason, "FieldManagerConflict");
    assert.equal(conflict.causes[0]?.field, ".spec.enabled");
    assert.equal(
      ((await apply(text("true"), { force: true, dryRun: true })).object.spec as { enabled: boolean })
        .enabled,
      true,
    );
    await apply(text("true"), { force: true });

    const typo = await failure(apply(`${text("true")}  personaz: []\n`), "invalid");
    assert.deepEqual(
      typo.causes.map(({ field }) => field),
      ["spec.personaz"],
    );
    const broken = await failure(apply("a: [\n"), "invalid");
    assert.match(broken.causes[0]?.message ?? "", /^yaml: line \d/);
  });

  test("pages", async () => {
    for (const name of ["p1", "p2", "p3"]) {
      await fixture().server.client.create("ConfigMap", "default", {
        metadata: { name, labels: { page: "1" } },
      });
    }
    const options = { namespace: "default", labelSelector: "page=1", limit: 2 };
    const first = await fixture().client.list(RESOURCES.configMaps, options, forever);
    assert.equal(first.items.length, 2);
    assert.ok(first.continue);
    const rest = await fixture().client.list(
      RESOURCES.configMaps,
      { ...options, continue: first.continue },
      forever,
    );
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ metadata }) => metadata.name),
      ["p1", "p2", "p3"],
    );
    assert.equal(rest.continue, undefined);
    assert.equal(rest.resourceVersion, first.resourceVersion);
    const gone = fixture().client.list(RESOURCES.configMaps, { ...options, continue: "bm9uZQ" }, forever);
    await failure(gone, "invalid");
  });

  test("the log of a pod that is not there", async () => {
    const reading = fixture().client.readLog(
      NAMESPACE,
      "none",
      { tailLines: 10 },
      () => assert.fail(),
      forever,
    );
    await failure(reading, "not-found");
  });

  test("warnings", async () => {
    const object = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        name: "warned",
        namespace: NAMESPACE,
        annotations: { "seccomp.security.alpha.kubernetes.io/pod": "runtime/default" },
      },
      spec: {
        containers: [
          {
            name: "a",
            image: "b",
            env: [
              { name: "X", value: "1" },
              { name: "X", value: "2" },
            ],
          },
        ],
      },
    };
    const { warnings } = await fixture().client.create(
      RESOURCES.pods,
      NAMESPACE,
      object,
      { dryRun: true },
      forever,
    );
    assert.ok(warnings.length > 0, "the server warns of a doubled variable");
    assert.match(warnings.join(), /spec\.containers\[0\]\.env\[1\]: hides previous definition of "X"/);
  });

  test("users see what they may", async () => {
    const nobody = await configFrom(await fixture().server.addUser("nobody", "nothing"));
    await fixture().with(nobody, async (other) => {
      await other.checkHealth(forever);
      const error = await failure(other.list(RESOURCES.packs, {}, forever), "forbidden");
      assert.equal(error.message, "You may not list personapacks in all namespaces.");
      await failure(
        other.watch(RESOURCES.packs, { resourceVersion: "1" }, () => assert.fail(), forever),
        "forbidden",
      );
      assert.equal(await other.mayI({ verb: "list", type: RESOURCES.packs }, forever), false);
    });
    const member = await configFrom(await fixture().server.addUser("member", { namespace: NAMESPACE }));
    await fixture().with(member, async (other) => {
      assert.equal(await other.mayI({ verb: "list", type: RESOURCES.packs }, forever), false);
      const question = { verb: "get", type: RESOURCES.pods, namespace: NAMESPACE, subresource: "log" };
      assert.equal(await other.mayI(question, forever), true);
      await other.list(RESOURCES.packs, { namespace: NAMESPACE }, forever);
    });
  });

  test("a right to one object is one to that object only", async () => {
    const { server } = fixture();
    const keeper = await configFrom(await server.addUser("keeper", "nothing"));
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${NAMESPACE}`;
    const metadata = { name: "keeper" };
    const apiGroup = "rbac.authorization.k8s.io";
    await server.client.request("POST", `${rbac}/roles`, {
      metadata,
      rules: [
        {
          apiGroups: ["sympozium.ai"],
          resources: ["personapacks"],
          resourceNames: ["kept"],
          verbs: ["patch"],
        },
      ],
    });
    await server.client.request("POST", `${rbac}/rolebindings`, {
      metadata,
      subjects: [{ kind: "User", name: "keeper", apiGroup }],
      roleRef: { apiGroup, kind: "Role", name: "keeper" },
    });
    await fixture().with(keeper, async (other) => {
      const question = { verb: "patch", type: RESOURCES.packs, namespace: NAMESPACE };
      // The server hears of roles a little later than they are stored.
      await eventually(async () =>
        assert.equal(await other.mayI({ ...question, name: "kept" }, forever), true),
      );
      assert.equal(await other.mayI({ ...question, name: "other" }, forever), false);
      assert.equal(await other.mayI(question, forever), false);
    });
  });

  test("requests are cancelled before, while and after they are sent", async () => {
    const stop = new AbortController();
    const asked = fixture().client.list(RESOURCES.packs, {}, stop.signal);
    stop.abort();
    await failure(asked, "cancelled");
    await failure(fixture().client.list(RESOURCES.packs, {}, stop.signal), "cancelled");
    await fixture().client.list(RESOURCES.packs, {}, forever);
  });
});

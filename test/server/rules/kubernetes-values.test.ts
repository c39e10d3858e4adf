/** Values that a pack may have and that Kubernetes refuses, at once or in what is made of the pack. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KnownCluster } from "../../../server/src/pack/known-cluster.ts";
import { baseUrlInvalid } from "../../../server/src/rules/base-url-invalid.ts";
import { hookImage } from "../../../server/src/rules/hook-image.ts";
import { hostnameInvalid } from "../../../server/src/rules/hostname-invalid.ts";
import { metadataInvalid } from "../../../server/src/rules/metadata-invalid.ts";
import { secretNameInvalid } from "../../../server/src/rules/secret-name-invalid.ts";
import { unknownSecret } from "../../../server/src/rules/unknown-secret.ts";
import { personaWith, RuleExpectations, specWith } from "./expect-rules.ts";

function metadata(lines: string): string {
  return `apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: a\n${lines}spec:\n  personas: []\n`;
}

describe("metadata-invalid", () => {
  const rules = new RuleExpectations(metadataInvalid);

  it("marks keys, values of labels and the namespace", () => {
    rules.finds(
      metadata(`  namespace: My_Team
  #          ^^^^^^^ metadata-invalid: lower-case letters
  labels:
    app: data team
    #    ^^^^^^^^^ metadata-invalid: An annotation takes any text
    Example.com/tier: one
#   ^^^^^^^^^^^^^^^^ metadata-invalid: a domain in lower case
    my key: x
#   ^^^^^^ metadata-invalid: rejects the label \`my key\`
  annotations:
    a/b/c: x
#   ^^^^^ metadata-invalid: rejects the annotation
`),
    );
  });

  it("leaves alone what the API server takes", () => {
    const labels = ["a: ''", "A.b_c-d: x", "example.com/Name: V.1_2-3", "app.kubernetes.io/part-of: data"];
    const annotations = ["Example.COM/note: 'Any text: at all.'", "b: ''"];
    const lines = (field: string, of: readonly string[]) =>
      `  ${field}:\n${of.map((line) => `    ${line}\n`).join("")}`;
    rules.finds(
      metadata(`  namespace: team-1\n${lines("labels", labels)}${lines("annotations", annotations)}`),
    );
    rules.finds(metadata("  labels: null\n  annotations: {}\n  namespace: ''\n"));
  });

  it("writes what is nearest", () => {
    rules.mends(
      metadata("  labels: {app: data team}\n"),
      "Change to data-team",
      metadata("  labels: {app: data-team}\n"),
    );
    rules.mends(metadata("  labels: {my key: x}\n"), "Rename to my-key", metadata("  labels: {my-key: x}\n"));
    rules.mends(metadata("  namespace: My_Team\n"), "Change to my-team", metadata("  namespace: my-team\n"));
  });
});

describe("secret-name-invalid", () => {
  const rules = new RuleExpectations(secretNameInvalid);

  it("marks names that no Secret can have", () => {
    rules.finds(
      specWith(`authRefs:
  - secret: OPENAI_API_KEY
    #       ^^^^^^^^^^^^^^ secret-name-invalid: not of a key in it
  - {provider: openai, secret: a b}
  #                            ^^^ secret-name-invalid: No Secret can be called
channelConfigs:
  slack: slack/tokens
  #      ^^^^^^^^^^^^ secret-name-invalid: slack/tokens
`),
    );
  });

  it("leaves alone what may be one, what is empty, and keys, which have a rule of their own", () => {
    const key = `sk-proj-${"aB3_".repeat(10)}`;
    for (const secret of ["a", "data.team-1", "''", "null", "1", key]) {
      rules.finds(specWith(`authRefs: [{secret: ${secret}}]\nchannelConfigs: {slack: ${secret}}\n`));
    }
  });

  it("is not said twice beside a cluster", () => {
    const cluster = new KnownCluster({
      namespace: "default",
      secrets: { names: { default: [] }, complete: "all" },
    });
    const both = new RuleExpectations(secretNameInvalid, unknownSecret).in(cluster);
    const found = both.diagnostics(specWith("enabled: true\nauthRefs: [{secret: My_Secret}]\n"));
    assert.deepEqual(
      found.map(({ code }) => code),
      ["secret-name-invalid"],
    );
  });
});

describe("hook-image", () => {
  const rules = new RuleExpectations(hookImage);
  const hook = (image: string) =>
    personaWith(`lifecycle:\n  postRun:\n    - name: a\n      image: ${image}\n`);

  it("marks what cannot be pulled", () => {
    rules.finds(`${hook("''")}#${" ".repeat(18)}^^ hook-image: without an image\n`);
    for (const image of [
      "Alpine/Git",
      "' alpine'",
      "alpine git",
      "'alpine:'",
      "http://a/b",
      "a//b",
      "a:b:c",
    ]) {
      assert.equal(rules.diagnostics(hook(image)).length, 1, image);
    }
  });

  it("leaves alone what names an image", () => {
    const digest = `a@sha256:${"0".repeat(64)}`;
    for (const image of [
      "alpine",
      "alpine/git:2",
      "ghcr.io/Org".toLowerCase(),
      "localhost:5000/a",
      "Registry.example.com:5000/a/b_c/d--e:V1.2_3",
      digest,
      "null",
    ]) {
      assert.deepEqual(rules.diagnostics(hook(image)), [], image);
    }
  });
});

describe("base-url-invalid", () => {
  const rules = new RuleExpectations(baseUrlInvalid);

  it("marks what is no URL, and writes it as one", () => {
    rules.finds(
      specWith(
        "baseURL: ollama.default.svc:11434/v1\n#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ base-url-invalid: Write http://\n",
      ),
    );
    const mended = [
      ["ollama.default.svc:11434/v1", "http://ollama.default.svc:11434/v1"],
      ["localhost:1234", "http://localhost:1234"],
      ["api.example.com/v1", "https://api.example.com/v1"],
      ["api.example.com:443/v1", "https://api.example.com:443/v1"],
      ["' http://a/v1'", "' http://a/v1'".replace(" ", "")],
    ] as const;
    for (const [written, meant] of mended) {
      const title = `Change to ${meant.replaceAll("'", "")}`;
      rules.mends(specWith(`baseURL: ${written}\n`), title, specWith(`baseURL: ${meant}\n`));
    }
    assert.deepEqual(rules.titles(specWith("baseURL: ftp://a\n")), []);
  });

  it("leaves alone what can be asked, and where none is", () => {
    for (const url of ["http://a.b.svc:1/v1", "https://[::1]/", "HTTPS://a", "''", "null", "1"]) {
      rules.finds(specWith(`baseURL: ${url}\n`));
    }
    rules.finds(specWith("baseURL: us-east-1\nauthRefs: [{provider: bedrock, secret: aws}]\n"));
  });
});

describe("hostname-invalid", () => {
  const rules = new RuleExpectations(hostnameInvalid);
  const endpoint = (hostname: string) => personaWith(`webEndpoint: {enabled: true, hostname: ${hostname}}\n`);

  it("marks what is more or less than a name, and writes the name", () => {
    for (const written of ["'https://a.example.com/'", "'A.example.com:8080'", "a.example.com/v1"]) {
      const quote = written[0] === "'" ? "'" : "";
      rules.mends(endpoint(written), "Change to a.example.com", endpoint(`${quote}a.example.com${quote}`));
    }
    for (const written of ["10.0.0.1", "a_b.example.com", "a..b"]) {
      assert.equal(rules.diagnostics(endpoint(written)).length, 1, written);
    }
  });

  it("leaves names alone", () => {
    for (const written of ["a", "a.example.com", "'*.example.com'", "''", "null"]) {
      assert.deepEqual(rules.diagnostics(endpoint(written)), [], written);
    }
  });
});

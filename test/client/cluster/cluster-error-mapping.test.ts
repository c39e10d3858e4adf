import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  ClusterError,
  type ClusterErrorKind,
  type ErrorCause,
} from "../../../client/src/cluster/cluster-error.ts";
import {
  errorFromAnswer,
  errorFromThrown,
  errorFromWatch,
  timedOut,
} from "../../../client/src/cluster/cluster-error-mapping.ts";
import { withoutSecretValues } from "../../../client/src/cluster/secret-redaction.ts";

const CANARY = "sk-canary-0123456789";
const host = "c:6443";

function thrown(code: string, cause?: unknown): Error {
  return Object.assign(new Error(`${CANARY} in a message`, { cause }), { code });
}

const thrownCases: readonly [title: string, error: unknown, kind: ClusterErrorKind, sentence: string][] = [
  [
    "refused",
    thrown("ECONNREFUSED"),
    "offline",
    "The API server c:6443 cannot be reached: it refuses connections.",
  ],
  [
    "unknown name",
    thrown("ENOTFOUND"),
    "offline",
    "The API server c:6443 cannot be reached: its name is not known.",
  ],
  [
    "the cause tells more",
    thrown("UND_ERR_SOCKET", thrown("DEPTH_ZERO_SELF_SIGNED_CERT")),
    "tls",
    "The API server c:6443 is not trusted: the secure connection fails (DEPTH_ZERO_SELF_SIGNED_CERT).",
  ],
  [
    "one of several attempts",
    new AggregateError([thrown("EHOSTUNREACH")]),
    "offline",
    "The API server c:6443 cannot be reached: there is no way to it.",
  ],
  [
    "HTTP/2",
    thrown("ERR_HTTP2_STREAM_ERROR"),
    "offline",
    "The API server c:6443 cannot be reached: the connection broke.",
  ],
  [
    "expired",
    thrown("CERT_HAS_EXPIRED"),
    "tls",
    "The API server c:6443 is not trusted: its certificate has expired.",
  ],
  [
    "another name",
    thrown("ERR_TLS_CERT_ALTNAME_INVALID"),
    "tls",
    "The API server c:6443 is not trusted: its certificate is for another name.",
  ],
  ["anything", thrown("ELSE"), "unknown", "Talking to the API server c:6443 failed."],
  ["no error", CANARY, "unknown", "Talking to the API server c:6443 failed."],
];

const status = (reason: string, more: object = {}) => ({ kind: "Status", reason, message: CANARY, ...more });
const pack = { verb: "patch", resource: "personapacks", namespace: "team", name: "a" };

const answers: readonly [
  code: number,
  body: unknown,
  kind: ClusterErrorKind,
  sentence: string,
  causes?: readonly ErrorCause[],
][] = [
  [401, status("Unauthorized"), "unauthenticated", "The API server does not accept your credentials."],
  [403, status("Forbidden"), "forbidden", "You may not patch PersonaPack a in namespace team."],
  [
    404,
    status("NotFound", { details: { name: "a" } }),
    "not-found",
    "There is no PersonaPack a in namespace team.",
  ],
  [404, "404 page not found", "crd-missing", "The cluster does not know personapacks."],
  [404, status("NotFound", { details: {} }), "crd-missing", "The cluster does not know personapacks."],
  [407, "", "offline", "The proxy asks for other credentials."],
  [
    409,
    status("Conflict"),
    "conflict",
    "Somebody else has changed PersonaPack a in namespace team in the meantime.",
  ],
  [
    409,
    status("AlreadyExists"),
    "conflict",
    "PersonaPack a in namespace team exists already.",
    [{ reason: "AlreadyExists", field: "metadata.name", message: "" }],
  ],
  [
    409,
    status("Conflict", {
      details: {
        causes: [{ reason: "FieldManagerConflict", field: ".spec.enabled", message: 'conflict with "x"' }],
      },
    }),
    "conflict",
    "Others manage fields of PersonaPack a in namespace team.",
    [{ reason: "FieldManagerConflict", field: ".spec.enabled", message: 'conflict with "x"' }],
  ],
  [
    410,
    status("Expired"),
    "gone",
    "The API server no longer keeps the version of personapacks to go on from.",
  ],
  [
    422,
    status("Invalid", {
      details: {
        causes: [{ reason: "FieldValueRequired", field: "spec.personas", message: "Required value" }],
      },
    }),
    "invalid",
    "The API server refuses to patch PersonaPack a in namespace team: its content is not valid.",
    [{ reason: "FieldValueRequired", field: "spec.personas", message: "Required value" }],
  ],
  [
    400,
    status("BadRequest", {
      message: 'strict decoding error: unknown field "spec.foo", duplicate field "spec.bar"',
    }),
    "invalid",
    "The API server refuses to patch PersonaPack a in namespace team: its content is not valid.",
    [
      { reason: "FieldValueUnknown", field: "spec.foo", message: 'unknown field "spec.foo"' },
      { reason: "FieldValueDuplicate", field: "spec.bar", message: 'duplicate field "spec.bar"' },
    ],
  ],
  [
    403,
    status("Forbidden", { message: 'admission webhook "w" denied the request: no' }),
    "forbidden",
    "You may not patch PersonaPack a in namespace team.",
    [{ reason: "AdmissionRefused", field: "", message: 'admission webhook "w" denied the request: no' }],
  ],
  [
    500,
    status("", {
      message:
        "failed to create typed patch object (team/a; x): errors:\n  .spec.foo: field not declared in schema\n  .spec.enabled: expected bool, got x",
    }),
    "invalid",
    "The API server refuses to patch PersonaPack a in namespace team: its content is not valid.",
    [
      { reason: "FieldValueUnknown", field: "spec.foo", message: "field not declared in schema" },
      { reason: "FieldValueInvalid", field: "spec.enabled", message: "expected bool, got x" },
    ],
  ],
  [429, status("TooManyRequests"), "busy", "The API server is busy."],
  [502, `<html>${CANARY}`, "offline", "The API server cannot be reached behind its gateway."],
  [503, "", "busy", "The API server is busy."],
  [
    500,
    status("ServerTimeout"),
    "busy",
    "The API server took too long to patch PersonaPack a in namespace team.",
  ],
  [
    500,
    status("InternalError"),
    "unknown",
    "The API server answered 500 when asked to patch PersonaPack a in namespace team.",
  ],
  [
    302,
    `<a href="${CANARY}">`,
    "unknown",
    "The API server answered 302 when asked to patch PersonaPack a in namespace team.",
  ],
];

describe("Errors of a cluster", () => {
  for (const [title, error, kind, sentence] of thrownCases) {
    test(`thrown: ${title}`, () => {
      const mapped = errorFromThrown(error, { host, cancelled: false });
      assert.deepEqual([mapped.kind, mapped.message], [kind, sentence]);
    });
  }

  test("what the caller no longer wants is cancelled, and what is mapped stays", () => {
    assert.equal(errorFromThrown(thrown("ECONNRESET"), { host, cancelled: true }).kind, "cancelled");
    const mapped = new ClusterError("gone", "Gone.");
    assert.equal(errorFromThrown(mapped, { host, cancelled: true }), mapped);
  });

  test("silence", () => {
    const { kind, message } = timedOut(host, 30_000);
    assert.deepEqual([kind, message], ["offline", "The API server c:6443 has not answered for 30 s."]);
  });

  for (const [code, body, kind, sentence, causes = []] of answers) {
    test(`answered: ${code} ${kind}, ${sentence}`, () => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const error = errorFromAnswer(code, text, undefined, pack);
      assert.deepEqual([error.kind, error.message, error.status], [kind, sentence, code]);
      assert.deepEqual(error.causes, causes);
    });
  }

  test("how long to wait", () => {
    assert.equal(errorFromAnswer(429, "", "7", pack).retryAfter, 7000);
    const body = JSON.stringify(status("TooManyRequests", { details: { retryAfterSeconds: 3 } }));
    assert.equal(errorFromAnswer(429, body, "7", pack).retryAfter, 3000);
    assert.equal(errorFromAnswer(429, "", "Wed, 21 Oct 2026 07:28:00 GMT", pack).retryAfter, undefined);
  });

  test("an error in a watch", () => {
    assert.equal(errorFromWatch({ ...status("Expired"), code: 410 }, pack).kind, "gone");
    assert.equal(errorFromWatch({ ...status("InternalError"), code: 500 }, pack).kind, "unknown");
    assert.equal(errorFromWatch(undefined, pack).kind, "unknown");
  });

  test("in all namespaces", () => {
    const error = errorFromAnswer(403, "", undefined, { verb: "list", resource: "secrets" });
    assert.equal(error.message, "You may not list secrets in all namespaces.");
  });

  test("of a Secret the causes keep the field only", () => {
    const causes = [{ reason: "FieldValueInvalid", field: "data[k]", message: `Invalid value: "${CANARY}"` }];
    const subject = { verb: "create", resource: "secrets", namespace: "n", name: "s", secret: true };
    for (const body of [status("Invalid", { details: { causes } }), status("BadRequest")]) {
      const error = errorFromAnswer(422, JSON.stringify(body), undefined, subject);
      assert.ok(!JSON.stringify([error, error.message, error.stack]).includes(CANARY));
    }
    const { causes: kept } = errorFromAnswer(
      422,
      JSON.stringify(status("Invalid", { details: { causes } })),
      undefined,
      subject,
    );
    assert.deepEqual(kept, [{ reason: "FieldValueInvalid", field: "data[k]", message: "" }]);
  });

  test("a Secret keeps its keys", () => {
    const secret = {
      kind: "Secret",
      type: "Opaque",
      metadata: {
        name: "s",
        annotations: { mine: "1", "kubectl.kubernetes.io/last-applied-configuration": CANARY },
      },
      data: { KEY: CANARY },
      stringData: { OTHER: CANARY },
    };
    assert.deepEqual(withoutSecretValues(secret), {
      kind: "Secret",
      type: "Opaque",
      metadata: { name: "s", annotations: { mine: "1" } },
      data: { KEY: "" },
    });
    assert.deepEqual(withoutSecretValues({ metadata: { name: "s" } }), { metadata: { name: "s" } });
  });
});

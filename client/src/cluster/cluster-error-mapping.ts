/**
 * Turns whatever is thrown or answered on the way to an API server into a `ClusterError`, once, where it arrives.
 * Messages are written here from what was asked; nothing of requests, answers and headers goes into them.
 */
import { ClusterError, type ClusterErrorKind, type ErrorCause } from "./cluster-error.ts";
import { fieldsIn } from "./fields.ts";
import { RESOURCES } from "./resource-types.ts";

/** What a request was about, for its sentence. */
export interface RequestSubject {
  /** As access rules call it: `list`, `create`, `patch` … */
  readonly verb: string;
  /** Plural name of the resource, or what else was asked for. */
  readonly resource: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** The server's own words about values may then repeat a secret, and are left out. */
  readonly secret?: boolean;
}

/** What an API server says when it refuses; only some fields are looked at. */
interface Status {
  readonly reason?: unknown;
  readonly message?: unknown;
  readonly details?: {
    readonly name?: unknown;
    readonly causes?: unknown;
    readonly retryAfterSeconds?: unknown;
  };
}

const OFFLINE: Readonly<Record<string, string>> = {
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name cannot be looked up",
  ECONNREFUSED: "it refuses connections",
  ECONNRESET: "the connection broke",
  EPIPE: "the connection broke",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to it",
  ENETDOWN: "the network is down",
  UND_ERR_SOCKET: "the connection broke",
  UND_ERR_CLOSED: "the connection was closed",
  UND_ERR_DESTROYED: "the connection was closed",
  UND_ERR_INFO: "the connection broke",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  UND_ERR_HEADERS_TIMEOUT: "it does not answer",
  UND_ERR_BODY_TIMEOUT: "it stopped answering",
  UND_ERR_PRX_CONN: "the proxy closed the connection",
  UND_ERR_ABORTED: "the proxy did not let the request through",
};

const TLS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};
const TLS_CODE =
  /^(CERT_|ERR_SSL_|ERR_OSSL_|ERR_TLS_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO$|UND_ERR_PRX_TLS$)/;

/** Content that does not fit its schema makes server-side apply answer 500. */
const UNTYPED = /^failed to create typed (patch|live|new) object/;

/** For everything that is thrown. `cancelled`: the caller no longer wants the answer. */
export function errorFromThrown(
  error: unknown,
  { host, cancelled }: { readonly host: string; readonly cancelled: boolean },
): ClusterError {
  if (error instanceof ClusterError) return error;
  if (cancelled) return new ClusterError("cancelled", "The request was cancelled.");
  for (const code of codesOf(error)) {
    const offline = OFFLINE[code] ?? (code.startsWith("ERR_HTTP2_") ? "the connection broke" : undefined);
    if (offline) return new ClusterError("offline", `The API server ${host} cannot be reached: ${offline}.`);
    if (TLS_CODE.test(code)) {
      const why = TLS[code] ?? `the secure connection fails (${code})`;
      return new ClusterError("tls", `The API server ${host} is not trusted: ${why}.`);
    }
  }
  return new ClusterError("unknown", `Talking to the API server ${host} failed.`);
}

export function timedOut(host: string, ms: number): ClusterError {
  return new ClusterError(
    "offline",
    `The API server ${host} has not answered for ${Math.round(ms / 1000)} s.`,
  );
}

/** For answers other than 2xx. `body` may be anything, also a proxy's page. */
export function errorFromAnswer(
  status: number,
  body: string,
  retryAfterHeader: string | undefined,
  subject: RequestSubject,
): ClusterError {
  const answer = statusOf(body);
  const seconds = Number(answer?.details?.retryAfterSeconds ?? retryAfterHeader ?? Number.NaN);
  const { kind, message } = judge(status, answer, subject);
  return new ClusterError(kind, message, {
    status,
    causes: causesOf(answer, subject),
    retryAfter: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  });
}

/** For the ERROR event of a watch, whose object is a Status. */
export function errorFromWatch(object: unknown, subject: RequestSubject): ClusterError {
  const code =
    typeof object === "object" && object !== null && "code" in object ? Number(object.code) : Number.NaN;
  return errorFromAnswer(Number.isNaN(code) ? 500 : code, JSON.stringify(object) ?? "", undefined, subject);
}

/** For an answer that no API server gives, for example the login page of a proxy. */
export function notAnApiServer(host: string): ClusterError {
  return new ClusterError("unknown", `${host} answers, but not as an API server does.`);
}

function judge(
  status: number,
  answer: Status | undefined,
  subject: RequestSubject,
): { kind: ClusterErrorKind; message: string } {
  const { verb, resource, namespace, name } = subject;
  const where = namespace === undefined ? "" : ` in namespace ${namespace}`;
  const what = name === undefined ? `${resource}${where}` : `${kindOf(resource)} ${name}${where}`;
  switch (status) {
    case 401:
      return { kind: "unauthenticated", message: "The API server does not accept your credentials." };
    case 403:
      if (textOf(answer?.message).includes('"system:anonymous"')) {
        const message = "The API server does not know you: credentials are missing, or of no use to it.";
        return { kind: "unauthenticated", message };
      }
      return {
        kind: "forbidden",
        message: `You may not ${verb} ${what}${verb === "list" && !where ? " in all namespaces" : ""}.`,
      };
    case 404:
      return typeof answer?.details?.name === "string"
        ? { kind: "not-found", message: `There is no ${what}.` }
        : { kind: "crd-missing", message: `The cluster does not know ${resource}.` };
    case 407:
      return { kind: "offline", message: "The proxy asks for other credentials." };
    case 409:
      return { kind: "conflict", message: conflictMessage(answer, what) };
    case 410:
      return {
        kind: "gone",
        message: `The API server no longer keeps the version of ${resource} to go on from.`,
      };
    case 400:
    case 413:
    case 422:
      return {
        kind: "invalid",
        message: `The API server refuses to ${verb} ${what}: its content is not valid.`,
      };
    case 429:
    case 503:
      return { kind: "busy", message: "The API server is busy." };
    case 502:
      return { kind: "offline", message: "The API server cannot be reached behind its gateway." };
    case 504:
      return { kind: "busy", message: `The API server took too long to ${verb} ${what}.` };
    default:
      if (UNTYPED.test(textOf(answer?.message))) return judge(422, answer, subject);
      if (answer?.reason === "ServerTimeout" || answer?.reason === "Timeout") {
        return { kind: "busy", message: `The API server took too long to ${verb} ${what}.` };
      }
      return { kind: "unknown", message: `The API server answered ${status} when asked to ${verb} ${what}.` };
  }
}

/** One object is called by its kind, as everywhere else. */
function kindOf(resource: string): string {
  return Object.values(RESOURCES).find(({ plural }) => plural === resource)?.kind ?? resource;
}

function conflictMessage(answer: Status | undefined, what: string): string {
  if (answer?.reason === "AlreadyExists") return `${what} exists already.`;
  const causes = answer?.details?.causes;
  if (Array.isArray(causes) && causes.some((cause) => fieldsIn(cause).reason === "FieldManagerConflict")) {
    return `Others manage fields of ${what}.`;
  }
  return `Somebody else has changed ${what} in the meantime.`;
}

function causesOf(answer: Status | undefined, subject: RequestSubject): ErrorCause[] {
  const message = textOf(answer?.message);
  const causes = Array.isArray(answer?.details?.causes) ? answer.details.causes : [];
  const listed = causes.map(fieldsIn).map((cause) => ({
    reason: textOf(cause.reason),
    field: textOf(cause.field),
    message: subject.secret ? "" : textOf(cause.message),
  }));
  if (listed.length > 0 || subject.secret) return listed;
  if (answer?.reason === "AlreadyExists")
    return [{ reason: "AlreadyExists", field: "metadata.name", message: "" }];
  return [...namedInText(message), ...webhookRefusal(message)];
}

/** Strict validation, and what cannot be applied, name fields in the text only. */
function namedInText(message: string): ErrorCause[] {
  const strict = [...message.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(
    ([found, problem, field = ""]) => ({
      reason: problem === "duplicate" ? "FieldValueDuplicate" : "FieldValueUnknown",
      field,
      message: found,
    }),
  );
  const applied = [
    ...message.matchAll(/(\.[^\s:]+): (field not declared in schema|expected [^\n]+|duplicate [^\n]+)/g),
  ];
  const undeclared = applied.map(([, field = "", problem = ""]) => ({
    reason: problem.startsWith("field not declared") ? "FieldValueUnknown" : "FieldValueInvalid",
    field: field.slice(1),
    message: problem,
  }));
  return [
    ...strict,
    ...undeclared,
    ...yamlFaults(message).map((fault) => ({ reason: "InvalidYaml", field: "", message: fault })),
  ];
}

/** One for each line that it names; keys that are there twice come as a list. */
function yamlFaults(message: string): string[] {
  const listed = message.split("yaml: unmarshal errors:")[1]?.match(/line \d+: [^\n]+/g);
  if (listed) return listed;
  const single = /yaml: (line \d+: )?[\w ,':[\]{}-]+/.exec(message);
  return single ? [single[0]] : [];
}

function webhookRefusal(message: string): ErrorCause[] {
  return /^admission webhook |^ValidatingAdmissionPolicy /.test(message)
    ? [{ reason: "AdmissionRefused", field: "", message }]
    : [];
}

function statusOf(body: string): Status | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    return fieldsIn(answer).kind === "Status" ? (answer as Status) : undefined;
  } catch {
    // A page of a proxy, or "404 page not found".
    return undefined;
  }
}

/** Of the error and of what lies behind it, the innermost last. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  const open = [error];
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const next = open.shift();
    if (!(next instanceof Error) || seen.has(next)) continue;
    seen.add(next);
    if ("code" in next && typeof next.code === "string") codes.push(next.code);
    open.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  // A cause says more than the error that wraps it.
  return codes.reverse();
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

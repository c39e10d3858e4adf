/** Requests to one API server: credentials, time limits, cancelling, and every failure as a `ClusterError`. */
import type { ApiDispatcher } from "./api-dispatcher.ts";
import { ClusterError } from "./cluster-error.ts";
import { errorFromAnswer, errorFromThrown, type RequestSubject, timedOut } from "./cluster-error-mapping.ts";
import { RequestAbort } from "./request-abort.ts";
import type { ClientCertificate, Credentials, UserCredentials } from "./user-credentials.ts";

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the address of the server, starting with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  /** Until the whole answer is there; for a stream until it begins. */
  readonly timeoutMs: number;
  /** For a stream: until it must have ended. */
  readonly streamTimeoutMs?: number;
  readonly subject: RequestSubject;
}

export interface ApiAnswer {
  readonly text: string;
  readonly warnings: readonly string[];
}

export interface TransportOptions {
  readonly server: URL;
  readonly credentials: UserCredentials;
  readonly userAgent: string;
  open(certificate: ClientCertificate | undefined): Promise<ApiDispatcher>;
}

type Answer = Awaited<ReturnType<ApiDispatcher["request"]>>;

/** Of an answer that is an error; what comes after it is of no use. */
const MAX_ERROR_TEXT = 1024 * 1024;

export class ApiTransport {
  readonly #options: TransportOptions;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #retired = new Set<Promise<void>>();
  #dispatcher:
    | { readonly certificate: ClientCertificate | undefined; readonly open: Promise<ApiDispatcher> }
    | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  get host(): string {
    return this.#options.server.host;
  }

  async send(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    return await this.#exchange(request, signal, async ({ headers, body }) => ({
      text: await body.text(),
      warnings: warningsOf(headers.warning),
    }));
  }

  /** Hands the text of the answer over as it comes; resolves at its end. */
  async stream(
    request: ApiRequest,
    onOpen: () => void,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#exchange(request, signal, async ({ body }, abort) => {
      abort.limit(request.streamTimeoutMs);
      onOpen();
      const decoder = new TextDecoder();
      for await (const part of body) onText(decoder.decode(part as Uint8Array, { stream: true }));
      onText(decoder.decode());
    });
  }

  /** What is under way ends as cancelled. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
    const dispatcher = this.#dispatcher;
    this.#dispatcher = undefined;
    // One that never came to be needs no closing.
    const closed = dispatcher?.open.then((open) => open.destroy());
    await Promise.allSettled([closed, ...this.#retired]);
  }

  async #exchange<T>(
    request: ApiRequest,
    signal: AbortSignal,
    use: (answer: Answer, abort: RequestAbort) => Promise<T>,
  ): Promise<T> {
    const abort = new RequestAbort([signal, this.#closing.signal]);
    const exchange = this.#authenticated(request, abort, use);
    this.#underWay.add(exchange);
    try {
      return await exchange;
    } catch (error) {
      if (abort.timedOut !== undefined) throw timedOut(this.host, abort.timedOut);
      throw errorFromThrown(error, { host: this.host, cancelled: abort.cancelled });
    } finally {
      this.#underWay.delete(exchange);
      abort.dispose();
    }
  }

  /** With other credentials once more if the API server refuses those at hand. */
  async #authenticated<T>(
    request: ApiRequest,
    abort: RequestAbort,
    use: (answer: Answer, abort: RequestAbort) => Promise<T>,
  ): Promise<T> {
    const { credentials } = this.#options;
    const first = await abort.race(credentials.current());
    const answer = await this.#request(request, first, abort);
    if (answer.statusCode !== 401) return await this.#used(answer, request, abort, use);
    await answer.body.dump();
    const second = await abort.race(credentials.renewed(first));
    if (!second) throw errorFromAnswer(401, "", undefined, request.subject);
    return await this.#used(await this.#request(request, second, abort), request, abort, use);
  }

  async #used<T>(
    answer: Answer,
    { subject }: ApiRequest,
    abort: RequestAbort,
    use: (answer: Answer, abort: RequestAbort) => Promise<T>,
  ): Promise<T> {
    const { statusCode, headers, body } = answer;
    if (statusCode >= 200 && statusCode < 300) return await use(answer, abort);
    const text = (await body.text()).slice(0, MAX_ERROR_TEXT);
    const retryAfter = headers["retry-after"];
    throw errorFromAnswer(statusCode, text, typeof retryAfter === "string" ? retryAfter : undefined, subject);
  }

  async #request(request: ApiRequest, credentials: Credentials, abort: RequestAbort): Promise<Answer> {
    const { server, userAgent } = this.#options;
    const dispatcher = await abort.race(this.#dispatcherFor(credentials.certificate));
    const { method, query = {}, body, contentType, accept = "application/json" } = request;
    const parameters = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)] as [string, string]],
    );
    const search = new URLSearchParams(parameters).toString();
    // A server may lie below a path, for example behind Rancher.
    const path = `${server.pathname.replace(/\/$/, "")}${request.path}${search === "" ? "" : `?${search}`}`;
    // Not before: a credential plugin may wait for its user, and has a limit of its own.
    abort.limit(request.timeoutMs);
    return await dispatcher.request({
      origin: server.origin,
      method,
      path,
      headers: {
        accept,
        "user-agent": userAgent,
        ...(body !== undefined && { "content-type": contentType ?? "application/json" }),
        ...credentials.headers,
      },
      body: body ?? null,
      signal: abort.signal,
      // Our own limits count.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  #dispatcherFor(certificate: ClientCertificate | undefined): Promise<ApiDispatcher> {
    if (this.#closing.signal.aborted) {
      return Promise.reject(new ClusterError("cancelled", "The connection was closed."));
    }
    const old = this.#dispatcher;
    if (old && old.certificate === certificate) return old.open;
    const open = this.#options.open(certificate);
    this.#dispatcher = { certificate, open };
    // What could not be opened is tried again by the next request.
    open.catch(() => {
      if (this.#dispatcher?.open === open) this.#dispatcher = undefined;
    });
    if (old) this.#retire(old.open);
    return open;
  }

  /** With another certificate come other connections; the old ones end with their last request. */
  #retire(old: Promise<ApiDispatcher>): void {
    const closed = old
      .then((dispatcher) => dispatcher.close())
      .catch(() => undefined)
      .finally(() => this.#retired.delete(closed));
    this.#retired.add(closed);
  }
}

/** `299 - "text"`, several of them parted by commas; quotes inside are escaped. */
function warningsOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(", ") : (header ?? "");
  return [...text.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, warning = ""]) =>
    warning.replace(/\\(.)/g, "$1"),
  );
}

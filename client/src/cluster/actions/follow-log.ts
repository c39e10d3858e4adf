/** Reads the log of a container for as long as it runs, over lost connections and restarts. */
import type { Clock } from "../clock.ts";
import type { ClusterClient } from "../cluster-client.ts";
import { isClusterError, isPassing } from "../cluster-error.ts";
import { Pause } from "../pause.ts";
import { RESOURCES } from "../resource-types.ts";
import { retryDelay } from "../retry-delay.ts";
import { LogLines } from "./log-lines.ts";
import { containersOf, type PodContainer } from "./pod-containers.ts";

export interface LogSource {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the container before it was started again; that one is not followed. */
  readonly previous: boolean;
}

export type LogState =
  | { readonly phase: "connecting" }
  /** The container has not started. */
  | { readonly phase: "waiting"; readonly reason: string }
  | { readonly phase: "following" }
  | { readonly phase: "reconnecting"; readonly reason: string }
  /** There will be nothing more; `reason` is a sentence. */
  | { readonly phase: "ended"; readonly reason: string };

export interface LogSink {
  lines(lines: readonly string[]): void;
  state(state: LogState): void;
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: () => number;
  /** Of the lines that are there already, how many to begin with. */
  readonly tailLines: number;
}

const LOOK_AGAIN_MS = 1000;

type LogClient = Pick<ClusterClient, "get" | "readLog">;

/** Resolves when the log has ended or the signal was aborted; rejects only with what is no `ClusterError`. */
export async function followLog(
  client: LogClient,
  source: LogSource,
  sink: LogSink,
  options: FollowOptions,
): Promise<void> {
  const { signal, clock, random } = options;
  const pause = new Pause(clock, signal);
  const follower = new LogFollower(client, source, sink, options);
  let failures = 0;
  sink.state({ phase: "connecting" });
  while (!signal.aborted) {
    const { received } = follower;
    try {
      const ended = await follower.read();
      failures = 0;
      if (ended !== undefined) {
        sink.state({ phase: "ended", reason: ended });
        return;
      }
      await pause.wait(LOOK_AGAIN_MS);
    } catch (error) {
      if (!isClusterError(error)) throw error;
      if (signal.aborted) return;
      if (!isPassing(error.kind)) {
        sink.state({ phase: "ended", reason: error.message });
        return;
      }
      sink.state({ phase: "reconnecting", reason: error.message });
      failures = follower.received > received ? 1 : failures + 1;
      await pause.wait(retryDelay(failures, random, error.retryAfter));
    }
  }
}

class LogFollower {
  readonly #client: LogClient;
  readonly #source: LogSource;
  readonly #sink: LogSink;
  readonly #options: FollowOptions;
  readonly #lines = new LogLines();
  #reads = 0;
  /** Lines so far. */
  received = 0;

  constructor(client: LogClient, source: LogSource, sink: LogSink, options: FollowOptions) {
    this.#client = client;
    this.#source = source;
    this.#sink = sink;
    this.#options = options;
  }

  /** Until the connection or the container ends; how it ended, or undefined if there may be more. */
  async read(): Promise<string | undefined> {
    const { previous, container } = this.#source;
    if (previous) {
      await this.#request(false);
      return `This is the log of ${container} before it was started again.`;
    }
    const before = await this.#look();
    if (!before) return `The pod has no container ${container}.`;
    if (before.state === "waiting" || before.state === "unknown") {
      this.#sink.state({ phase: "waiting", reason: before.reason });
      // Of a container that waits to be started again there is the log of the last time.
      if (!before.hasPrevious || this.#reads > 0) return undefined;
    }
    await this.#request(before.state === "running");
    const after = before.state === "ended" ? before : await this.#look();
    return after?.state === "ended" ? endWords(after) : undefined;
  }

  async #look(): Promise<PodContainer | undefined> {
    const { namespace, pod, container } = this.#source;
    const object = await this.#client.get(RESOURCES.pods, namespace, pod, this.#options.signal);
    return containersOf(object).find(({ name }) => name === container);
  }

  async #request(follow: boolean): Promise<void> {
    const { namespace, pod, container, previous } = this.#source;
    const { signal, tailLines } = this.#options;
    const { since } = this.#lines;
    this.#lines.again();
    const text = (part: string) => this.#show(this.#lines.add(part));
    if (follow) this.#sink.state({ phase: "following" });
    const range = since === undefined ? { tailLines } : { sinceTime: since };
    await this.#client.readLog(
      namespace,
      pod,
      { container, previous, follow, timestamps: true, ...range },
      text,
      signal,
    );
    this.#reads += 1;
    this.#show(this.#lines.end());
  }

  #show(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.received += lines.length;
    this.#sink.lines(lines);
  }
}

function endWords({ name, exitCode = 0, reason }: PodContainer): string {
  const why = reason === "" || reason === "Completed" ? "" : ` (${reason})`;
  return `The container ${name} has ended with exit code ${exitCode}${why}.`;
}

import { LanguageClient, type ServerCommand } from "./language-client.ts";

/** `ratio`: ours divided by the peer's, at most; `absolute`: ours, at most, in the unit of the scenario. */
export type Limit = { readonly ratio: number } | { readonly absolute: number };

/** Samples in the unit of the scenario; their medians are compared. A limit of ratio needs the peer. */
export interface Figures {
  readonly ours: readonly number[];
  readonly peer?: readonly number[];
}

/** One row of the table is one case of a scenario. A new row: a new file in `scenarios/`, listed in its index. */
export interface Scenario {
  /** Kebab-case, for `--only`. */
  readonly name: string;
  readonly title: string;
  readonly unit: "ms" | "MB" | "KB" | "connections";
  readonly cases: readonly { readonly documents: string; readonly limit: Limit }[];
  /** What takes its time before the first row that needs it. */
  prepare?(bench: Bench): Promise<void>;
  /** Measures one case. Rejects when an answer is missing or wrong: that row has failed. */
  run(documents: string, bench: Bench): Promise<Figures>;
}

/** What a scenario gets: the two servers, the number of samples, and where the project is. */
export class Bench {
  readonly ours: ServerCommand;
  readonly peer: ServerCommand;
  readonly root: string;
  readonly #quick: boolean;
  readonly #clients = new Set<LanguageClient>();
  readonly #atEnd: (() => Promise<void>)[] = [];

  constructor(options: { ours: ServerCommand; peer: ServerCommand; root: string; quick: boolean }) {
    this.ours = options.ours;
    this.peer = options.peer;
    this.root = options.root;
    this.#quick = options.quick;
  }

  /** Number of samples for a row that takes `full` of them; a third when the bench runs quickly. */
  samples(full: number): number {
    return this.#quick ? Math.max(1, Math.round(full / 3)) : full;
  }

  /** Spawns the server; it is stopped at the end of the row, also when the row fails. */
  spawn(server: ServerCommand): LanguageClient {
    const client = new LanguageClient(server);
    this.#clients.add(client);
    return client;
  }

  /** Spawned, initialized, configured and idle. */
  async start(server: ServerCommand): Promise<LanguageClient> {
    const client = this.spawn(server);
    await client.initialize();
    await client.ready();
    return client;
  }

  async stop(client: LanguageClient): Promise<void> {
    this.#clients.delete(client);
    await client.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => this.stop(client)));
  }

  /** For what more than one row uses. */
  atEnd(stop: () => Promise<void>): void {
    this.#atEnd.push(stop);
  }

  async end(): Promise<void> {
    await this.stopAll();
    await Promise.allSettled(this.#atEnd.map((stop) => stop()));
  }
}

/** Takes samples of both in turns, so that a noisy moment of the machine hits both; the warm-ups are dropped. */
export async function inTurns(
  counts: { samples: number; warmUps: number },
  ours: (index: number) => Promise<number>,
  peer: (index: number) => Promise<number>,
): Promise<Figures> {
  const figures = { ours: [] as number[], peer: [] as number[] };
  for (let index = -counts.warmUps; index < counts.samples; index++) {
    const oursTook = await ours(index);
    const peerTook = await peer(index);
    if (index < 0) continue;
    figures.ours.push(oursTook);
    figures.peer.push(peerTook);
  }
  return figures;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new Error("no samples");
  return (upper + lower) / 2;
}

/** When changes arrive at the view and at kubectl, which hear of them from the same server. */
import { bounded } from "./bounded.ts";

const LIMIT_MS = 20_000;

export interface Sent {
  readonly mark: number;
  /** When the request began; ms of the clock of this process. */
  readonly at: number;
}

export class BothArrivals {
  readonly ours = new Arrivals("the view");
  readonly peer = new Arrivals("kubectl");

  /** Ms from each request to its arrival. */
  async lateness(
    sent: readonly Sent[],
  ): Promise<{ readonly ours: readonly number[]; readonly peer: readonly number[] }> {
    const both = await Promise.all(
      sent.map(async ({ mark, at }) => {
        const [ours, peer] = await Promise.all([this.ours.of(mark), this.peer.of(mark)]);
        return { ours: ours - at, peer: peer - at };
      }),
    );
    return { ours: both.map(({ ours }) => ours), peer: both.map(({ peer }) => peer) };
  }
}

class Arrivals {
  readonly #of: string;
  readonly #times = new Map<number, number>();
  readonly #waiting = new Map<number, (time: number) => void>();

  constructor(of: string) {
    this.#of = of;
  }

  get any(): boolean {
    return this.#times.size > 0;
  }

  add(mark: number): void {
    const now = performance.now();
    this.#times.set(mark, now);
    this.#waiting.get(mark)?.(now);
  }

  of(mark: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    const time = this.#times.get(mark);
    if (time === undefined) this.#waiting.set(mark, resolve);
    else resolve(time);
    return bounded(promise, LIMIT_MS, () => `${this.#of} has not heard of change ${mark}`);
  }
}

/**
 * Tells somebody what the cluster view has learnt, when it is something new. It only listens: nothing is asked of a
 * cluster for it.
 */
import type { ClusterValues } from "../../../server/src/pack/known-cluster.ts";
import type { Clock } from "./clock.ts";
import type { LiveSnapshot } from "./cluster-snapshot.ts";
import { ClusterValuesReader, targetNamespace } from "./cluster-values.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/** One that is chosen anew has another snapshot. */
export interface ValuesSource {
  readonly snapshot: LiveSnapshot;
  readonly kubeconfig: Pick<Kubeconfig, "contexts"> | undefined;
}

export interface ValuesFeedOptions {
  readonly clock: Clock;
  /** Undefined: nothing is known of any cluster. */
  readonly send: (values: ClusterValues | undefined) => void;
}

/** Lists arrive one by one, and a busy cluster changes all the time. */
const COALESCE_MS = 500;

export class ClusterValuesFeed {
  readonly #options: ValuesFeedOptions;
  #reader = new ClusterValuesReader();
  #source: ValuesSource | undefined;
  #listening: { dispose(): void } | undefined;
  #sent: ClusterValues | undefined;
  #callOff: (() => void) | undefined;

  constructor(options: ValuesFeedOptions) {
    this.#options = options;
  }

  /** From now on that one alone. */
  follow(source: ValuesSource): void {
    this.#listening?.dispose();
    this.#source = source;
    this.#reader = new ClusterValuesReader();
    this.#listening = source.snapshot.onChange(() => this.#changed());
    this.#tell();
  }

  dispose(): void {
    this.#listening?.dispose();
    this.#callOff?.();
    this.#callOff = undefined;
    this.#source = undefined;
  }

  /** What was true of another place is not said a moment longer than need be. */
  #changed(): void {
    if (this.#isElsewhere()) this.#tell();
    else this.#callOff ??= this.#options.clock.after(COALESCE_MS, () => this.#tell());
  }

  #isElsewhere(): boolean {
    const scope = this.#source?.snapshot.current.scope;
    return scope?.context !== this.#sent?.context || this.#namespace() !== this.#sent?.namespace;
  }

  #tell(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (!this.#source) return;
    const values = this.#reader.read(this.#source.snapshot.current, this.#namespace());
    if (values === this.#sent) return;
    this.#sent = values;
    this.#options.send(values);
  }

  #namespace(): string {
    return targetNamespace(this.#source?.snapshot.current.scope, this.#source?.kubeconfig);
  }
}

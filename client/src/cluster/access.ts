/** What the user of a connection may do. Each question is put to the API server once. */
import type { AccessQuestion, ClusterClient } from "./cluster-client.ts";

export class Access {
  readonly #client: Pick<ClusterClient, "mayI">;
  readonly #signal: AbortSignal;
  readonly #answers = new Map<string, Promise<boolean>>();

  /** `signal` ends with the connection, and with it whatever is being asked. */
  constructor(client: Pick<ClusterClient, "mayI">, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /**
   * Broad, then narrow: who may do it in all namespaces may do it in each, and to each of its objects. Rejects with a
   * `ClusterError` if the question gets no answer; the next one who asks tries again.
   */
  async may(question: AccessQuestion): Promise<boolean> {
    const { name, ...toAny } = question;
    const { namespace, ...everywhere } = toAny;
    if (await this.#ask(everywhere)) return true;
    if (namespace !== undefined && (await this.#ask(toAny))) return true;
    return name !== undefined && (await this.#ask(question));
  }

  /** Rights change: what was heard so far no longer counts. */
  forget(): void {
    this.#answers.clear();
  }

  #ask(question: AccessQuestion): Promise<boolean> {
    const { verb, type, namespace = "", name = "", subresource = "" } = question;
    const key = JSON.stringify([verb, type.group, type.plural, subresource, namespace, name]);
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#client.mayI(question, this.#signal);
    this.#answers.set(key, answer);
    answer.catch(() => {
      if (this.#answers.get(key) === answer) this.#answers.delete(key);
    });
    return answer;
  }
}

/** Stands in front of a server and counts what connects to it. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export class CountingProxy {
  /** Connections since the start. */
  accepted = 0;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(target: URL) {
    this.#server = createServer((from) => {
      this.accepted++;
      const to = connect(Number(target.port), target.hostname);
      this.#open.add(from);
      from.on("error", () => to.destroy()).on("close", () => this.#open.delete(from) && to.destroy());
      to.on("error", () => from.destroy()).on("close", () => from.destroy());
      from.pipe(to).pipe(from);
    });
  }

  static async start(target: URL): Promise<CountingProxy> {
    const proxy = new CountingProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections now. */
  get open(): number {
    return this.#open.size;
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }
}

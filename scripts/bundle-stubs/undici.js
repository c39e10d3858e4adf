/**
 * Takes the place of undici in the cluster bundle: the dispatchers and what they need to send requests, without fetch,
 * WebSockets, caches and mocks (500 KB), and without its index, which replaces the process' own fetch dispatcher.
 */
import api from "undici/lib/api/index.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";

export { default as Agent } from "undici/lib/dispatcher/agent.js";
export { default as ProxyAgent } from "undici/lib/dispatcher/proxy-agent.js";

// As undici's index does it.
Object.assign(Dispatcher.prototype, api);

export function fetch() {
  throw new Error("this part of undici is not in the bundle");
}

/**
 * Takes the place of @kubernetes/client-node in the cluster bundle: the two classes of it that are used. Its index
 * would bring what it has for WebSockets, archives, metrics and every kind of object (700 KB).
 */
export { KubeConfig } from "@kubernetes/client-node/dist/config.js";
export { RequestContext } from "@kubernetes/client-node/dist/gen/http/http.js";

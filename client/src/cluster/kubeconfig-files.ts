/** Where the kubeconfig is. Apart from its reader, which is only loaded when somebody looks at a cluster. */
import { delimiter, join } from "node:path";

/** The files in kubectl's order. `home` is the folder of the user. */
export function kubeconfigFiles(env: { readonly KUBECONFIG?: string | undefined }, home: string): string[] {
  const listed = (env.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  return listed.length > 0 ? [...new Set(listed)] : [join(home, ".kube", "config")];
}

/** For commands that need the cluster, whether or not its view is open. */
import type { ClusterManager } from "../cluster/cluster-manager.ts";

/** Runs `work` once the kubeconfig was read; the connection stays open until it is done. */
export async function lookingAt(
  manager: ClusterManager,
  work: (manager: ClusterManager) => Promise<void>,
): Promise<void> {
  const look = manager.look();
  try {
    await kubeconfigRead(manager);
    await work(manager);
  } finally {
    look.dispose();
  }
}

/** Also resolves when it could not be read, as what reads it could not be loaded. */
async function kubeconfigRead(manager: ClusterManager): Promise<void> {
  if (manager.kubeconfig) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const changes = manager.snapshot.onChange(() => resolve());
  await promise;
  changes.dispose();
}

/** For what shows something of the cluster outside its view: keeps the cluster followed, whichever manager does that. */
import type { ClusterView } from "../tree/cluster-view.ts";

/** `changed` hears of each change, also of another manager: all that was known went with the one before. */
export function followCluster(
  view: Pick<ClusterView, "manager" | "onDidReplaceManager">,
  changed: () => void = () => undefined,
): { dispose(): void } {
  const follow = () => {
    const { manager } = view;
    return [manager.look(), manager.snapshot.onChange(changed)];
  };
  let following = follow();
  const leave = () => {
    for (const part of following) part.dispose();
  };
  const replaced = view.onDidReplaceManager(() => {
    leave();
    following = follow();
    changed();
  });
  return {
    dispose: () => {
      replaced.dispose();
      leave();
    },
  };
}

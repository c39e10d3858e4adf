/** The language server learns what the cluster view reads. */
import { Disposable } from "vscode";
import { systemClock } from "../cluster/clock.ts";
import { ClusterValuesFeed } from "../cluster/cluster-values-feed.ts";
import type { LanguageServer } from "../language/language-server.ts";
import type { ClusterView } from "../tree/cluster-view.ts";

export function shareClusterKnowledge(
  view: ClusterView,
  server: Pick<LanguageServer, "tellCluster">,
): Disposable {
  const feed = new ClusterValuesFeed({
    clock: systemClock,
    send: (values) => server.tellCluster(values),
  });
  feed.follow(view.manager);
  return Disposable.from(
    feed,
    view.onDidReplaceManager(() => feed.follow(view.manager)),
  );
}

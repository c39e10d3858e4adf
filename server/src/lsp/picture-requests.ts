/** The requests for the pictures of a pack: its timeline and its graph. */
import {
  PACK_GRAPH,
  type PackGraph,
  type PackPlace,
  RUN_CALENDAR,
  type RunCalendar,
  type RunCalendarParams,
} from "../protocol.ts";
import { askFileOf } from "./ask-file.ts";
import type { Session } from "./session.ts";

export function answerPictureRequests(session: Session): void {
  const { connection } = session;
  const ask = askFileOf(session);
  const always = (): boolean => true;

  connection.onRequest(
    RUN_CALENDAR,
    async (params: RunCalendarParams, token): Promise<RunCalendar | null> => {
      const answer = await ask(params.uri, token, always, async ({ file, settings }) => {
        const { timeline } = await import("../features/timeline.ts");
        return timeline(file, params, settings.release);
      });
      return answer ?? null;
    },
  );

  connection.onRequest(PACK_GRAPH, async (params: PackPlace, token): Promise<PackGraph | null> => {
    const answer = await ask(params.uri, token, always, async ({ file, settings }) => {
      const { packGraph } = await import("../features/pack-graph.ts");
      return packGraph(file, params, settings.release);
    });
    return answer ?? null;
  });
}

import type { Uri } from "vscode";
import type { RunCalendar } from "../../../server/src/protocol.ts";
import type { LanguageServer } from "../language/language-server.ts";
import type { TimelineQuery } from "./picture-messages.ts";
import { Pictures } from "./pictures.ts";

export type TimelinePictures = Pictures<TimelineQuery, RunCalendar>;

/** The schedules of a pack along an axis of time. */
export function timelinePictures(server: LanguageServer, files: Uri): TimelinePictures {
  return new Pictures(
    {
      viewType: "personapack.timeline",
      bundle: "timeline",
      title: (pack) => `${pack === "" ? "PersonaPack" : pack} — timeline`,
      ask: ({ source, documentIndex }, query) => server.runCalendar({ ...query, uri: source, documentIndex }),
    },
    files,
  );
}

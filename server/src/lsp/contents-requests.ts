/** The request for the packs that an open file holds. */
import { PACK_CONTENTS, type PackContents, type PackContentsParams } from "../protocol.ts";
import { askFileOf } from "./ask-file.ts";
import type { Session } from "./session.ts";

export function answerContentsRequests(session: Session): void {
  const { connection } = session;
  const ask = askFileOf(session);
  const always = (): boolean => true;

  connection.onRequest(
    PACK_CONTENTS,
    async ({ uri, withData }: PackContentsParams, token): Promise<PackContents | null> => {
      const answer = await ask(uri, token, always, async ({ file }) => {
        const { packContents } = await import("../features/pack-contents.ts");
        return { version: file.version, packs: packContents(file, withData) };
      });
      return answer ?? null;
    },
  );
}

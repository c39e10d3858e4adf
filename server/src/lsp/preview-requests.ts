/** The request for the preview of generated resources. */
import { GENERATED_RESOURCES, type GeneratedResources, type GeneratedResourcesParams } from "../protocol.ts";
import { PackFile } from "../yaml/pack-file.ts";
import type { Session } from "./session.ts";

export function answerPreviewRequests(session: Session): void {
  const { connection, files } = session;

  connection.onRequest(
    GENERATED_RESOURCES,
    async (params: GeneratedResourcesParams): Promise<GeneratedResources | null> => {
      const { uri, text } = params;
      const file = text === undefined ? files.get(uri) : new PackFile(uri, 0, text);
      if (!file) return null;
      const { release } = await session.settingsFor(uri);
      const { packPreview } = await import("../features/pack-preview.ts");
      const preview = packPreview(file, params, release);
      return preview ? { ...preview, version: text === undefined ? file.version : null } : null;
    },
  );
}

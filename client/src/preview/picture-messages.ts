/** What a picture (a webview) and the extension say to each other. Types only: both sides import them. */
import type { RunCalendarParams, TextRange } from "../../../server/src/protocol.ts";

/** The pack that a picture shows. */
export interface PictureTarget {
  /** URI of the file with the pack. */
  readonly source: string;
  /** Zero-based place of the pack among the YAML documents of the file. */
  readonly documentIndex: number;
}

/** `Query`: what of the pack is to be drawn. */
export type FromPicture<Query> =
  /** The script of the picture runs; said once. */
  | { readonly type: "ready" }
  | { readonly type: "draw"; readonly query: Query }
  /** The picture shows this version of the file; `parts` is how many rows or nodes it has drawn. */
  | { readonly type: "drawn"; readonly version: number; readonly parts: number }
  | { readonly type: "reveal"; readonly range: TextRange };

export type ToPicture<Picture> =
  | {
      readonly type: "context";
      readonly target: PictureTarget;
      /** IANA zone of the reader. */
      readonly zone: string;
    }
  | { readonly type: "picture"; readonly picture: Picture }
  /** There is nothing to draw, and why. */
  | { readonly type: "nothing"; readonly text: string };

export type TimelineQuery = Pick<RunCalendarParams, "from" | "to" | "bucketMinutes">;

export type GraphQuery = Record<string, never>;

/** What a webview keeps of itself; VS Code hands it to the extension when it restores the picture. */
export interface PictureState {
  readonly target: PictureTarget;
}

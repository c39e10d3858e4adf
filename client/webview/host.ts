/** The extension, as a webview sees it. */
import type { FromPicture, PictureState, PictureTarget, ToPicture } from "../src/preview/picture-messages.ts";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface PictureListener<Picture> {
  /** Said first, and again when a setting changes. */
  context(zone: string): void;
  picture(picture: Picture): void;
  nothing(text: string): void;
}

/** `View`: what a picture keeps of itself over a reload of the window. */
export class PictureHost<Query, Picture extends { readonly version: number }, View extends object> {
  readonly #api = acquireVsCodeApi();
  #target: PictureTarget | undefined;

  /** What was kept, if anything was; each field may be missing. */
  get view(): Partial<View> {
    return Object(this.#api.getState());
  }

  keep(view: View): void {
    if (!this.#target) return;
    const state: View & PictureState = { ...view, target: this.#target };
    this.#api.setState(state);
  }

  draw(query: Query): void {
    this.#post({ type: "draw", query });
  }

  drawn({ version }: Picture, parts: number): void {
    this.#post({ type: "drawn", version, parts });
  }

  reveal({ range }: Pick<Extract<FromPicture<Query>, { type: "reveal" }>, "range">): void {
    this.#post({ type: "reveal", range });
  }

  listen(listener: PictureListener<Picture>): void {
    window.addEventListener("message", ({ data }: MessageEvent<ToPicture<Picture>>) => {
      switch (data.type) {
        case "context":
          this.#target = data.target;
          return listener.context(data.zone);
        case "picture":
          return listener.picture(data.picture);
        case "nothing":
          return listener.nothing(data.text);
      }
    });
    this.#post({ type: "ready" });
  }

  #post(message: FromPicture<Query>): void {
    this.#api.postMessage(message);
  }
}

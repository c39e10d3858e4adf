/** What the program writes. Waits for slow readers, so that nothing piles up in memory. */
import { once } from "node:events";
import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

type Stream = NodeJS.WriteStream & Partial<Pick<WriteStream, "hasColors">>;
export type Style = Parameters<typeof styleText>[0];

/** As a program that SIGPIPE has ended. */
const PIPE_CLOSED = 141;

/** A reader that has seen enough (`| head`) ends the program without a word. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(PIPE_CLOSED);
      throw error;
    });
  }
}

export async function write(text: string, stream: Stream = process.stdout): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

/** A sentence for the user, apart from the results. */
export function complain(message: string): void {
  process.stderr.write(`personapack: ${printable(message)}\n`);
}

/** Colours on a terminal only, and not where `NO_COLOR` or a dumb terminal forbids them. */
function isColoured(stream: Stream = process.stdout): boolean {
  return stream.isTTY === true && stream.hasColors?.() === true;
}

export type Paint = (style: Style, text: string) => string;

export function painter(stream: Stream = process.stdout): Paint {
  return isColoured(stream) ? (style, text) => styleText(style, text, { stream }) : (_style, text) => text;
}

/** Text of a file on a terminal: control characters could move the cursor or worse. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

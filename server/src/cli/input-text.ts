/** The text of a file as kubectl decodes it. */
import { readFileSync, statSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { MAX_FILE_LENGTH } from "../yaml/pack-file.ts";
import { UsageError } from "./usage-error.ts";

/** No UTF-16 unit takes more bytes, so that a longer file is too long however it is encoded. */
const MAX_BYTES = 3 * MAX_FILE_LENGTH;

export const STDIN = "-";

/** Rejects with a `UsageError` if it cannot be read or is no text. */
export async function inputText(path: string): Promise<string> {
  return path === STDIN ? decode(await buffer(process.stdin)) : fileText(path);
}

/** At once: over a thousand small files, waiting for the thread pool takes longer than checking them. */
function fileText(path: string): string {
  try {
    const status = statSync(path);
    // A pipe can be read once only.
    if (!status.isFile()) return decode(readFileSync(path));
    if (status.size > MAX_BYTES) throw new UsageError(`is longer than ${MAX_FILE_LENGTH / 2 ** 20} MB`);
    // Node is fastest at this, and puts this character where it meets something else than UTF-8.
    const text = readFileSync(path, "utf8");
    return text.includes("\ufffd") ? decode(readFileSync(path)) : text.replace(/^\ufeff/, "");
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(reasonOf(error));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "is a folder",
  ELOOP: "too many symbolic links",
  ENOTDIR: "a part of the path is no folder",
  ENAMETOOLONG: "the name is too long",
};

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? error.message;
}

/** By its byte order mark, else UTF-8; the mark is no part of the text, as in an editor. */
function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`is no ${encoding.toUpperCase()} text`);
  }
}

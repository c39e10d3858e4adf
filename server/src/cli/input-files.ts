/** Which files the operands of a command mean. One at a time: nothing is kept of a large tree but its names. */
import { glob, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { isYamlPath, SKIPPED_FOLDERS } from "../yaml-paths.ts";
import { reasonOf, STDIN } from "./input-text.ts";

export interface InputFile {
  readonly path: string;
  /** Why it cannot be used: it is missing, a folder that may not be read, a pattern that fits nothing. */
  readonly unusable?: string;
}

const PATTERN = /[*?[{]/;

/**
 * The files behind each operand in its turn, each once: a file as it is, the YAML files below a folder in the order
 * of their names, what a pattern matches (where the shell has not expanded it), and `-` for the standard input.
 */
export async function* inputFiles(operands: readonly string[]): AsyncGenerator<InputFile> {
  const seen = new Set<string>();
  for (const operand of operands) {
    for await (const file of filesOf(operand)) {
      if (seen.has(file.path)) continue;
      if (operands.length > 1) seen.add(file.path);
      yield file;
    }
  }
}

async function* filesOf(operand: string): AsyncGenerator<InputFile> {
  if (operand === STDIN) {
    yield { path: STDIN };
    return;
  }
  const kind = await kindOf(operand);
  if (kind === "file") {
    yield { path: operand };
  } else if (kind === "folder") {
    yield* orNothing(operand, filesBelow(operand), "there are no YAML files below this folder");
  } else if (PATTERN.test(operand)) {
    yield* orNothing(operand, filesMatching(operand), "no file matches this pattern");
  } else {
    yield { path: operand, unusable: kind.refusal };
  }
}

type Kind = "file" | "folder" | { readonly refusal: string };

async function kindOf(path: string): Promise<Kind> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    return { refusal: reasonOf(error) };
  }
}

async function* filesBelow(folder: string): AsyncGenerator<InputFile> {
  let entries: Awaited<ReturnType<typeof entriesOf>>;
  try {
    entries = await entriesOf(folder);
  } catch (error) {
    yield { path: folder, unusable: reasonOf(error) };
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // A link to a folder is not followed: it may lead back here.
    if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) yield* filesBelow(path);
    else if (!entry.isDirectory() && isYamlPath(entry.name)) {
      if (!entry.isSymbolicLink() || (await kindOf(path)) !== "folder") yield { path };
    }
  }
}

async function entriesOf(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function* filesMatching(pattern: string): AsyncGenerator<InputFile> {
  const matches = glob(pattern, { exclude: (name) => SKIPPED_FOLDERS.has(basename(name)) });
  for await (const path of matches) {
    if ((await kindOf(path)) === "folder") yield* filesBelow(path);
    else yield { path };
  }
}

async function* orNothing(
  path: string,
  files: AsyncGenerator<InputFile>,
  otherwise: string,
): AsyncGenerator<InputFile> {
  let any = false;
  for await (const file of files) {
    any = true;
    yield file;
  }
  if (!any) yield { path, unusable: otherwise };
}

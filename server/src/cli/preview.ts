import { findingsOf, toDiagnostic } from "../features/diagnostics.ts";
import { type GeneratedResource, generatedResources } from "../pack/generated-resources.ts";
import { inNamespace, type PersonaPack, readPersonaPack } from "../pack/persona-pack.ts";
import type { UnusablePart, ValuePath } from "../pack/plain-object.ts";
import type { Release } from "../pack/releases.ts";
import { packData } from "../yaml/pack-data.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { MAX_FILE_LENGTH, PackFile } from "../yaml/pack-file.ts";
import { writeDocuments } from "../yaml/write-yaml.ts";
import { choose, readArguments, readRelease } from "./arguments.ts";
import type { Command } from "./command.ts";
import { EXIT } from "./exit-status.ts";
import { inputText } from "./input-text.ts";
import { complain, write } from "./output.ts";
import { placeOf } from "./report.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `NAME
    personapack preview - the resources that the cluster makes of a PersonaPack

SYNOPSIS
    personapack preview [OPTION]... FILE

DESCRIPTION
    Prints what the pack controller creates for the packs in FILE (- for the standard input) once they are enabled:
    Instances, ConfigMaps with seeds and Schedules, field by field and in the order in which it sends them. What a
    pack leaves out or spells in a way that the API server refuses is listed on stderr, and the rest is printed.

OPTIONS
    -o, --output yaml|json
        yaml (the default): a document for each resource. json: one array.
    -n, --namespace NAMESPACE
        The namespace of packs that name none, as for kubectl.
    --release RELEASE
        The release of Sympozium whose controller is asked about.
    --help
        Show this text.

EXIT STATUS
    0   all of it is printed
    1   a pack is not valid, and the part that is has been printed
    2   FILE or an option cannot be used, or there is no pack in it

EXAMPLES
    personapack preview team.yaml
    personapack preview --namespace agents team.yaml | kubectl diff -f -
    personapack preview -o json team.yaml | jq -r '.[].metadata.name'
`;

export const preview: Command = {
  summary: "the resources that the cluster makes of a pack",
  help: HELP,
  async run(args) {
    const { values, positionals } = readArguments(args, {
      output: { type: "string", short: "o", default: "yaml" },
      namespace: { type: "string", short: "n", default: "" },
      release: { type: "string" },
    });
    const output = choose("output", values.output, ["yaml", "json"]);
    const release = readRelease(values.release);
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError("preview takes one file");
    const file = await readFile(path);
    const packs = file.documents.filter(({ isPack }) => isPack);
    if (packs.length === 0) throw new UsageError(`${path}: there is no PersonaPack in this file`);

    const problems = syntaxProblems(file, release);
    const resources: GeneratedResource[] = [];
    for (const document of packs) {
      const read = readPack(document, values.namespace, release);
      resources.push(...generatedResources(read.pack, release));
      problems.push(...read.problems);
    }
    await write(output === "json" ? `${JSON.stringify(resources, null, 2)}\n` : writeDocuments(resources));
    for (const problem of problems) complain(`${path}: ${problem}`);
    return problems.length > 0 ? EXIT.findings : EXIT.clean;
  },
};

async function readFile(path: string): Promise<PackFile> {
  let text: string;
  try {
    text = await inputText(path);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${path}: ${error.message}`) : error;
  }
  if (text.length > MAX_FILE_LENGTH) {
    throw new UsageError(`${path}: is longer than ${MAX_FILE_LENGTH / 2 ** 20} MB`);
  }
  return new PackFile(path, 1, text);
}

/** What keeps kubectl from reading the text at all; it is told in the words of the rules. */
function syntaxProblems(file: PackFile, release: Release): string[] {
  return findingsOf(file, { release })
    .filter(({ rule, severity }) => rule.generic && severity === "error")
    .map((finding) => {
      const { range, message } = toDiagnostic(finding);
      const { line, column } = placeOf(range);
      return `line ${line}, column ${column}: ${message}`;
    });
}

interface PreviewedPack {
  readonly pack: PersonaPack;
  readonly problems: readonly string[];
}

function readPack(document: PackDocument, namespace: string, release: Release): PreviewedPack {
  const { pack, unusable } = readPersonaPack(packData(document), release);
  const name = pack.metadata.name ?? `pack in line ${document.startLine + 1}`;
  const problems = unusable
    .filter(({ reason }) => reason !== "not-in-release")
    .map((part) => `${name}: ${problemText(part)}`);
  const own = pack.metadata.namespace;
  if (namespace === "" || own === namespace) return { pack, problems };
  if (own === "") return { pack: inNamespace(pack, namespace), problems };
  const conflict = `${name}: it names the namespace ${own}, with which kubectl refuses --namespace ${namespace}`;
  return { pack, problems: [...problems, conflict] };
}

const VERBS: Readonly<Record<UnusablePart["reason"], string>> = {
  missing: "is missing",
  "wrong-type": "is of the wrong type",
  "not-allowed": "is not allowed",
  "not-in-release": "is not in this release",
};

function problemText({ path, reason, expected }: UnusablePart): string {
  return `${pathText(path)} ${VERBS[reason]}: expected ${expected}`;
}

function pathText(path: ValuePath): string {
  if (path.length === 0) return "the document";
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join("");
}

import { findingsOf, toDiagnostic } from "../features/diagnostics.ts";
import { Kustomizations } from "../kustomizations.ts";
import { type GeneratedResource, generatedResources } from "../pack/generated-resources.ts";
import { inNamespace, type PersonaPack, readPersonaPack } from "../pack/persona-pack.ts";
import type { Release } from "../pack/releases.ts";
import { isRejection } from "../rules/registry.ts";
import { packData } from "../yaml/pack-data.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { MAX_FILE_LENGTH, PackFile } from "../yaml/pack-file.ts";
import { comparePositions } from "../yaml/position.ts";
import { writeDocuments } from "../yaml/write-yaml.ts";
import { choose, readArguments, readRelease } from "./arguments.ts";
import type { Command } from "./command.ts";
import { EXIT } from "./exit-status.ts";
import { inputText, STDIN } from "./input-text.ts";
import { complain, write } from "./output.ts";
import { placeOf } from "./report.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `NAME
    personapack preview - the resources that the cluster makes of a PersonaPack

SYNOPSIS
    personapack preview [OPTION]... FILE

DESCRIPTION
    Prints what the pack controller creates for the packs in FILE (- for the standard input) once they are enabled:
    Instances, ConfigMaps with seeds and Schedules, field by field and in the order in which it sends them. What
    kubectl or the API server rejects, so that the pack never reaches the cluster as it is, is listed on stderr, and
    what can be read is printed.

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
    1   a pack would be rejected, and what can be read of it has been printed
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
    if (packs.length === 0) throw new UsageError(`${path}: ${absenceText(file)}`);

    const problems = rejections(file, release);
    const resources: GeneratedResource[] = [];
    for (const document of packs) {
      const read = readPack(document, values.namespace, release);
      resources.push(...generatedResources(read.pack, release));
      if (read.conflict !== undefined) problems.push(read.conflict);
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
  const file = new PackFile(path, 1, text);
  if (path !== STDIN) file.isPatch = await new Kustomizations().nameAsPatch(path);
  return file;
}

function absenceText({ documents }: PackFile): string {
  return documents.some(({ route }) => route.role === "patch")
    ? "this is a patch for Kustomize, which makes a PersonaPack of it and another file"
    : "there is no PersonaPack in this file";
}

/** Why kubectl or the API server rejects the packs, in the words of the rules. */
function rejections(file: PackFile, release: Release): string[] {
  return findingsOf(file, { release, evenSuppressed: true })
    .filter(isRejection)
    .map(toDiagnostic)
    .sort((a, b) => comparePositions(a.range.start, b.range.start))
    .map(({ range, message }) => {
      const { line, column } = placeOf(range);
      return `line ${line}, column ${column}: ${message}`;
    });
}

interface PreviewedPack {
  readonly pack: PersonaPack;
  /** Why kubectl refuses it with the namespace of the command. */
  readonly conflict?: string;
}

function readPack(document: PackDocument, namespace: string, release: Release): PreviewedPack {
  const { pack } = readPersonaPack(packData(document), release);
  const own = pack.metadata.namespace;
  if (namespace === "" || own === namespace) return { pack };
  if (own === "") return { pack: inNamespace(pack, namespace) };
  const name = pack.metadata.name ?? `pack in line ${document.startLine + 1}`;
  const conflict = `${name}: it names the namespace ${own}, with which kubectl refuses --namespace ${namespace}`;
  return { pack, conflict };
}

/**
 * `node library-check.ts <folder> <schema>`: yaml-language-server as a library validates every file of the folder
 * in this one process, and prints how many findings it had. What `personapack check` is compared with.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server";

const [folder = "", schema = ""] = process.argv.slice(2);
const service = getLanguageService({
  schemaRequestService: (uri) => Promise.reject(new Error(`Nothing is fetched: ${uri}`)),
  workspaceContext: { resolveRelativePath: (path) => path },
});
service.configure({
  validate: true,
  customTags: [],
  schemas: [
    {
      uri: "bench://schema.json",
      fileMatch: ["*"],
      schema: JSON.parse(readFileSync(schema, "utf8")),
    },
  ],
});
let findings = 0;
for (const name of readdirSync(folder).sort()) {
  const path = join(folder, name);
  const document = TextDocument.create(pathToFileURL(path).href, "yaml", 1, readFileSync(path, "utf8"));
  findings += (await service.doValidation(document, false)).length;
}
process.stdout.write(`${findings}\n`);

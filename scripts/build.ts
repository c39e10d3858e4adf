/**
 * Bundles what ships (client, server, command line) and the suites that run inside VS Code.
 *
 *   node scripts/build.ts [--watch]
 */
import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, context, type Plugin } from "esbuild";
import serverManifest from "../server/package.json" with { type: "json" };

const root = fileURLToPath(new URL("..", import.meta.url));
const stub = (name: string): string => `${root}scripts/bundle-stubs/${name}.ts`;

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  // VS Code 1.101, the oldest that we support, runs extensions on Node 22.
  target: "node22",
  // jsonc-parser's UMD build requires its files by computed names, which no bundler can follow.
  mainFields: ["module", "main"],
  outExtension: { ".js": ".cjs" },
  logLevel: "warning",
  // An empty import.meta in a bundle is a path that is wrong at run time.
  logOverride: { "empty-import-meta": "error" },
};

/** What the client loads only when it is needed: bundles by their entry points. */
const lateBundles = {
  "language-client": "client/src/language/language-client.ts",
  "cluster-extension": "client/src/cluster-extension.ts",
  cluster: "client/src/cluster/connect.ts",
};

/** A dynamic import of one of them loads the bundle, which lies beside the one that imports it. */
const lateImports: Plugin = {
  name: "late-imports",
  setup({ onResolve }) {
    const bundles = new Map(Object.entries(lateBundles).map(([name, entry]) => [join(root, entry), name]));
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir, kind }) => {
      const name = kind === "dynamic-import" ? bundles.get(join(resolveDir, path)) : undefined;
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true };
    });
  },
};

const { cluster: clusterEntry, ...lateClientEntries } = lateBundles;

/** What each start of VS Code with a YAML file reads is the bundle `extension` alone. */
const client: BuildOptions = {
  ...common,
  entryPoints: { extension: "client/src/extension.ts", ...lateClientEntries },
  outdir: "client/dist",
  external: ["vscode"],
  minify: true,
  charset: "utf8",
  // As `require`: what is imported late is CommonJS, too.
  supported: { "dynamic-import": false },
  plugins: [lateImports],
};

/** Leaves out the parts of @kubernetes/client-node that nobody asks. */
const unusedClientParts: Plugin = {
  name: "unused-client-parts",
  setup({ onResolve }) {
    const parts = /^(\.\/(gen\/index|(exec|azure|gcp|file|oidc)_auth)\.js|hpagent|socks-proxy-agent)$/;
    onResolve({ filter: parts }, ({ importer }) =>
      /client-node[\\/]dist[\\/]config\.js$/.test(importer) ? { path: stub("client-node-parts") } : undefined,
    );
    // Only the package itself: the stub imports files of it.
    onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({ path: stub("client-node") }));
    onResolve({ filter: /^undici$/ }, () => ({ path: `${root}scripts/bundle-stubs/undici.js` }));
  },
};

/** Loaded when a cluster is first asked. */
const cluster: BuildOptions = {
  ...common,
  entryPoints: { cluster: clusterEntry },
  outdir: "client/dist",
  minify: true,
  charset: "utf8",
  plugins: [unusedClientParts],
};

/**
 * yaml-language-server imports the protocol packages without declaring them and so gets the copies that npm
 * hoisted for the client: the same classes a second time. It gets the copies of vscode-languageserver instead.
 */
const oneProtocol: Plugin = {
  name: "one-protocol",
  setup({ onResolve, resolve }) {
    const resolveDir = dirname(fileURLToPath(import.meta.resolve("vscode-languageserver/node")));
    onResolve(
      { filter: /^vscode-(languageserver-(protocol|types)|jsonrpc)(\/|$)/ },
      ({ path, kind, pluginData }) =>
        pluginData === oneProtocol ? undefined : resolve(path, { kind, resolveDir, pluginData: oneProtocol }),
    );
  },
};

/** Leaves out the parts of yaml-language-server that nobody asks. */
const unusedServices: Plugin = {
  name: "unused-services",
  setup({ onResolve }) {
    const parts =
      /(documentSymbols|schemaSelectionHandlers|yaml(CodeActions|CodeLens|Definition|Links|OnTypeFormatting|Rename|SelectionRanges|Validation))\.js$/;
    onResolve({ filter: parts }, ({ importer }) =>
      importer.endsWith("yamlLanguageService.js") ? { path: stub("unused-yaml-services") } : undefined,
    );
  },
};

const server: BuildOptions = {
  ...common,
  entryPoints: { server: "server/src/server.ts" },
  outdir: "server/dist",
  minify: true,
  charset: "utf8",
  // The schema stays a file beside the bundle: JSON.parse is faster than the same object as code.
  loader: { ".schema.json": "copy" },
  assetNames: "[name]",
  // The bundle lies as deep below server/ as it seems: server/dist.
  define: { "import.meta.dirname": "__dirname" },
  external: ["./prettier.cjs"],
  plugins: [oneProtocol, unusedServices],
  alias: {
    ajv: stub("ajv"),
    "ajv/dist/2019.js": stub("ajv"),
    "ajv/dist/2020.js": stub("ajv"),
    "ajv-draft-04": stub("ajv"),
    "ajv-i18n": stub("ajv-i18n"),
    picomatch: stub("picomatch"),
    "prettier/standalone": stub("prettier-standalone"),
    "prettier/plugins/estree": stub("prettier-plugin"),
    "prettier/plugins/yaml": stub("prettier-plugin"),
    // The same code as ES modules, of which esbuild leaves out what nobody uses (10 KB).
    yaml: `${root}node_modules/yaml/browser/index.js`,
  },
};

/** Loaded by the server when something is formatted. */
const prettier: BuildOptions = {
  ...common,
  entryPoints: { prettier: "scripts/bundle-stubs/prettier-yaml.ts" },
  outdir: "server/dist",
  minify: true,
  charset: "utf8",
};

/** One file that needs nothing beside it: the pages of the rules are part of it. */
const commandLine: BuildOptions = {
  ...common,
  entryPoints: { cli: "server/src/cli.ts" },
  outdir: "server/dist",
  minify: true,
  charset: "utf8",
  define: {
    PERSONAPACK_VERSION: JSON.stringify(serverManifest.version),
    PERSONAPACK_RULE_PAGES: JSON.stringify(rulePages()),
  },
  // See the server.
  alias: { yaml: `${root}node_modules/yaml/browser/index.js` },
};

/** Markdown by the code of the rule, as `npm run rule-pages` has written it. */
function rulePages(): Record<string, string> {
  const folder = `${root}server/docs/rules`;
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort();
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -".md".length), readFileSync(`${folder}/${file}`, "utf8")]),
  );
}

/** The pictures run in a browser. Their scripts and style sheets are named after what they show. */
const webviews: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "browser",
  format: "iife",
  // The Chromium of the Electron that VS Code 1.101 comes with.
  target: "chrome134",
  entryPoints: ["timeline", "graph"].flatMap((name) =>
    ["ts", "css"].map((extension) => `client/webview/${name}/${name}.${extension}`),
  ),
  entryNames: "[name]",
  outdir: "client/dist/webview",
  minify: true,
  logLevel: "warning",
};

const suites: BuildOptions = {
  ...common,
  entryPoints: ["test/vscode/suite/index.ts", "test/vscode/suite/*.suite.ts"],
  outdir: ".vscode-test/suite",
  external: ["vscode", "mocha"],
  sourcemap: "inline",
};

const bundles = [client, webviews, cluster, server, prettier, commandLine, suites];
// A suite whose source is gone must not run any more. What ships is only overwritten: someone may be using it.
await rm(`${root}${suites.outdir}`, { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: "info" })).watch();
} else {
  const results = await Promise.allSettled(bundles.map((bundle) => build(bundle)));
  // esbuild has printed what is wrong and where.
  if (results.some(({ status }) => status === "rejected")) process.exitCode = 1;
}

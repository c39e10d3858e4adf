/**
 * yaml-language-server as the engine for what follows from the schema alone: completion, hover and
 * formatting. It is loaded at the first question, reads no more than a window of a file, keeps only a few
 * windows, and never reaches the network.
 */
import type { LanguageService } from "yaml-language-server";
import type { Position } from "../yaml/position.ts";
import { PACK_SCHEMA, type Schema } from "../yaml/schema.ts";
import type { SchemaWindow } from "./schema-window.ts";
import { WindowText } from "./window-text.ts";

/** A proposal as yaml-language-server words it. */
export interface EngineCompletion {
  readonly label: string;
  /** LSP's number of the kind of item; 7 marks a skeleton of the whole object around the cursor. */
  readonly kind?: number;
  /** Markdown. */
  readonly documentation?: string;
}

/** The options of Prettier's YAML formatter. */
export interface FormatTextOptions {
  readonly tabWidth?: number;
  readonly printWidth?: number;
  readonly proseWrap?: "always" | "never" | "preserve";
}

/** How many parsed windows are kept: the cursor's, and one or two that it came from. */
const SLOTS = 3;

interface Slot {
  readonly uri: string;
  document: WindowText;
}

export class SchemaEngine {
  readonly #log: (message: string) => void;
  #service: Promise<LanguageService> | undefined;
  #slots: Slot[] = [];
  #version = 0;

  /** `log` gets what the library swallows: without it a broken schema would just be silent. */
  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Loads the library, so that the first question does not wait for it. */
  async warmUp(): Promise<void> {
    await this.#load();
  }

  /** Proposals of the schema at a place of the file that lies in the window. */
  async complete(window: SchemaWindow, position: Position): Promise<EngineCompletion[]> {
    const service = await this.#load();
    const list = await service.doComplete(this.#documentOf(window.text), window.toWindow(position), false);
    return list.items.map((item) => {
      const documentation = markdownOf(item.documentation);
      return {
        label: item.label,
        ...(item.kind === undefined ? {} : { kind: item.kind }),
        ...(documentation ? { documentation } : {}),
      };
    });
  }

  /** What the schema says of a place in the file that lies in the window, in Markdown; undefined if nothing. */
  async hover(window: SchemaWindow, position: Position): Promise<string | undefined> {
    const service = await this.#load();
    const hover = await service.doHover(this.#documentOf(window.text), window.toWindow(position));
    // Where the schema is silent the library answers with an empty text, which editors show as a box.
    const contents = hover && !Array.isArray(hover.contents) ? markdownOf(hover.contents)?.trim() : "";
    return contents || undefined;
  }

  /** A whole file as Prettier writes it, with the line breaks that it had; undefined if it cannot be read. */
  async format(text: string, options: FormatTextOptions = {}): Promise<string | undefined> {
    const service = await this.#load();
    const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    // Formatting fails without a word and gives no edits then, as it does for a text that is well formatted.
    // An empty line at the top is one that formatting always removes.
    const document = new WindowText("personapack-window:/format", 0, `\n${text.slice(bom.length)}`);
    const formatted = (await service.doFormat(document, options))[0]?.newText;
    if (formatted === undefined) return undefined;
    return bom + (text.includes("\r\n") ? formatted.replace(/\r?\n/g, "\r\n") : formatted);
  }

  /** Forgets all windows, so that nothing of a closed file is kept. */
  async release(): Promise<void> {
    const slots = this.#slots;
    this.#slots = [];
    if (!this.#service) return;
    const service = await this.#service;
    // The library never drops a parsed text, but replaces the one that it holds for a URI.
    for (const { uri } of slots)
      service.getFoldingRanges(new WindowText(uri, ++this.#version, ""), { rangeLimit: 1 });
  }

  #load(): Promise<LanguageService> {
    this.#service ??= this.#start();
    return this.#service;
  }

  async #start(): Promise<LanguageService> {
    const { getLanguageService } = await import("yaml-language-server");
    const service = getLanguageService({
      schemaRequestService: (uri) => Promise.reject(new Error(`Nothing is fetched: ${uri}`)),
      workspaceContext: { resolveRelativePath: (path) => path },
      telemetry: {
        send: () => undefined,
        sendError: (name, error) => this.#log(`yaml-language-server: ${name}: ${String(error)}`),
        sendTrack: () => undefined,
      },
      clientCapabilities: {
        textDocument: {
          completion: {
            completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] },
          },
        },
      },
    });
    service.configure({
      // Its findings are not used: see schema-walk.ts. A flag that is left out counts as off.
      validate: false,
      hover: true,
      hoverAnchor: false,
      hoverSchemaSource: false,
      completion: true,
      format: true,
      customTags: [],
      indentation: "  ",
      // Else it writes every field that has a default into what it inserts.
      disableDefaultProperties: true,
      schemas: [{ uri: SCHEMA_URI, fileMatch: ["*"], schema: withoutExamples(PACK_SCHEMA) }],
    });
    return service;
  }

  /** The library keeps what it parsed by URI and version: each text gets a version of its own. */
  #documentOf(text: string): WindowText {
    const known = this.#slots.findIndex(({ document }) => document.getText() === text);
    const slot = known >= 0 ? this.#slots.splice(known, 1)[0] : this.#newSlot(text);
    if (!slot) return new WindowText("personapack-window:/0", ++this.#version, text);
    this.#slots.unshift(slot);
    return slot.document;
  }

  #newSlot(text: string): Slot {
    const reused = this.#slots.length >= SLOTS ? this.#slots.pop() : undefined;
    const uri = reused?.uri ?? `personapack-window:/${this.#slots.length}`;
    return { uri, document: new WindowText(uri, ++this.#version, text) };
  }
}

/**
 * A copy, for the library writes into the schema that it gets. Without the examples, which it would offer as
 * values (the persona names of our examples, say) and append to descriptions that hold one already.
 */
function withoutExamples(schema: Schema): unknown {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === "examples" ? undefined : value)));
}

const SCHEMA_URI = "personapack://schema/v1alpha1.json";

function markdownOf(content: string | { readonly value: string } | undefined): string | undefined {
  return typeof content === "string" ? content : content?.value;
}

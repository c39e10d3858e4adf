import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse, parseDocument } from "yaml";
import { compile, readPackSchema } from "../schemas/pack-schema.ts";
import { expandSnippet } from "./expand-snippet.ts";

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = Object.values(
  JSON.parse(readFileSync(new URL("../../snippets/personapack.json", import.meta.url), "utf8")) as Record<
    string,
    Snippet
  >,
);

/** Packs with the place of a snippet marked by `|`; its further lines are indented like the line of the mark. */
const places = {
  document: "|\n",
  pack: `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  |
  personas:
    - name: my-agent
      systemPrompt: You help.
`,
  personas: `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  personas:
    - name: first
      systemPrompt: You help.
    |
  category: custom
`,
  persona: `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  personas:
    - name: my-agent
      |
      systemPrompt: You help.
`,
} as const;

const placeOf: Readonly<Record<string, keyof typeof places>> = {
  "pp-pack": "document",
  "pp-persona": "personas",
  "pp-schedule-heartbeat": "persona",
  "pp-schedule-scheduled": "persona",
  "pp-schedule-sweep": "persona",
  "pp-tool-policy": "persona",
  "pp-memory": "persona",
  "pp-channels": "persona",
  "pp-channel-configs": "pack",
  "pp-web-endpoint": "persona",
  "pp-relationships": "pack",
  "pp-lifecycle": "persona",
  "pp-skill-params": "pack",
};

interface Pack {
  readonly spec: {
    readonly personas: readonly {
      readonly skills?: readonly string[];
      readonly channels?: readonly string[];
      readonly schedule?: { readonly interval?: string };
      readonly toolPolicy?: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
    }[];
  };
}

/** What v0.8.28 knows, less what a pack has anyway (the skills `memory` and `web-endpoint`) and second spellings. */
const known = {
  intervals: "1m 5m 10m 15m 30m 1h 2h 3h 4h 6h 12h 24h".split(" "),
  tools: `execute_command read_file write_file list_directory fetch_url send_channel_message schedule_task
    delegate_to_persona memory_search memory_store memory_list`.split(/\s+/),
  channels: "slack telegram discord whatsapp".split(" "),
  skills: "k8s-ops code-review github-gitops software-dev incident-response llmfit sre-observability".split(
    " ",
  ),
} as const;

/** Puts a text where the mark is, as an editor does: each line but the first gets the indentation of the mark. */
function insert(place: string, text: string): string {
  const indent = /^ *(?=\|)/m.exec(place)?.[0] ?? "";
  return place.replace(/(?<=^ *)\|/m, () => text.replaceAll("\n", `\n${indent}`));
}

const problemsOf = compile(readPackSchema());

/** What is wrong with a YAML text as a pack: syntax first, then schema. */
function problems(yaml: string): string[] {
  const document = parseDocument(yaml, { version: "1.1", uniqueKeys: true });
  const syntax = [...document.errors, ...document.warnings].map(({ message }) => message);
  return syntax.length > 0 ? syntax : problemsOf(document.toJS());
}

describe("snippets", () => {
  it("each have a place in a pack, and no two the same prefix", () => {
    assert.deepEqual(snippets.map(({ prefix }) => prefix).sort(), Object.keys(placeOf).sort());
  });

  it("have a description in one line", () => {
    const unfit = snippets.filter(({ description }) => !/^[A-Z].{10,110}[^.]$/.test(description));
    assert.deepEqual(unfit, []);
  });

  for (const { prefix, body } of snippets) {
    it(`${prefix} gives a valid pack with every choice`, () => {
      const place = places[placeOf[prefix] ?? "document"];
      for (const text of expandSnippet(body)) {
        const yaml = insert(place, text);
        assert.deepEqual(problems(yaml), [], yaml);
      }
    });

    it(`${prefix} ends in its final tab stop and numbers the others from 1`, () => {
      const numbers = [...body.join("\n").matchAll(/\$\{?(\d+)/g)].map(([, number]) => Number(number));
      assert.deepEqual(
        numbers,
        [...numbers.keys()].map((index) => (index + 1) % numbers.length),
      );
    });
  }

  it("use only schedules, tools, channels and skills that v0.8.28 knows", () => {
    const personas = snippets.flatMap(({ prefix, body }) =>
      expandSnippet(body).flatMap((text) => {
        const pack = parse(insert(places[placeOf[prefix] ?? "document"], text)) as Pack;
        return pack.spec.personas;
      }),
    );
    const used = {
      intervals: personas.map(({ schedule }) => schedule?.interval),
      tools: personas.flatMap(({ toolPolicy: policy }) => [
        ...(policy?.allow ?? []),
        ...(policy?.deny ?? []),
      ]),
      channels: personas.flatMap(({ channels }) => channels ?? []),
      skills: personas.flatMap(({ skills }) => skills ?? []),
    };
    for (const [name, values] of Object.entries(used)) {
      const given = new Set(values.filter((value) => value !== undefined));
      assert.deepEqual([...given].sort(), [...known[name as keyof typeof used]].sort(), name);
    }
  });
});

describe("the check of the snippets", () => {
  const wrong = [
    { name: "an unknown key", text: "schedule:\n  task: x\n  every: 5m", message: /additional properties/ },
    { name: "a wrong value", text: "schedule:\n  task: x\n  type: daily", message: /allowed values/ },
    { name: "a missing key", text: "schedule:\n  type: sweep", message: /required property 'task'/ },
    {
      name: "wrong indentation",
      text: "schedule:\n  type: sweep\n task: x",
      message: /indent|implicit|column/i,
    },
    { name: "a key that is there already", text: "name: other", message: /unique/ },
  ];
  for (const { name, text, message } of wrong) {
    it(`finds ${name}`, () => assert.match(problems(insert(places.persona, text)).join("\n"), message));
  }

  it("expands placeholders, choices and escapes", () => {
    assert.deepEqual(expandSnippet([`a: \${1:x \\} y}`, `b: \${2|p,q\\,r|} \\$5 \${3}$0`]), [
      "a: x } y\nb: p $5 ",
      "a: x } y\nb: q,r $5 ",
    ]);
    assert.throws(() => expandSnippet([`\${TM_FILENAME}`]), /not a snippet/);
  });
});

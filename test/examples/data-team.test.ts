import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parseDocument } from "yaml";
import { compile, readPackSchema } from "../schemas/pack-schema.ts";

interface Pack {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly personas: readonly {
      readonly name: string;
      readonly schedule: { readonly interval?: string; readonly cron?: string };
      readonly toolPolicy: { readonly allow: readonly string[]; readonly deny?: readonly string[] };
      readonly channels?: readonly string[];
    }[];
    readonly channelConfigs: Readonly<Record<string, string>>;
  };
}

const text = readFileSync(new URL("../../examples/data-team.yaml", import.meta.url), "utf8");
const document = parseDocument(text, { version: "1.1" });
const pack = document.toJS() as Pack;

describe("the sample pack", () => {
  it("is valid", () => {
    assert.deepEqual([...document.errors, ...document.warnings], []);
    assert.deepEqual(compile(readPackSchema())(pack), []);
  });

  it("has the agents of the guide on their schedules", () => {
    assert.equal(pack.metadata.name, "data-team");
    assert.deepEqual(
      pack.spec.personas.map(({ name, schedule }) => [name, schedule.interval ?? schedule.cron]),
      [
        ["pipeline-monitor", "30m"],
        ["schema-auditor", "0 9 * * 1-5"],
      ],
    );
  });

  it("names only tools that v0.8.28 has", () => {
    const tools =
      `execute_command read_file write_file list_directory fetch_url send_channel_message schedule_task
      delegate_to_persona memory_search memory_store memory_list`.split(/\s+/);
    const named = pack.spec.personas.flatMap(({ toolPolicy }) => [
      ...toolPolicy.allow,
      ...(toolPolicy.deny ?? []),
    ]);
    assert.deepEqual(
      named.filter((tool) => !tools.includes(tool)),
      [],
    );
  });

  it("has a Secret for each channel, by a name that deactivation leaves alone", () => {
    const channels = pack.spec.personas.flatMap((persona) => persona.channels ?? []);
    assert.deepEqual(Object.keys(pack.spec.channelConfigs), [...new Set(channels)]);
    // The command in the file's head names the provider's Secret.
    const secrets = [...text.matchAll(/"secret":"([^"]+)"/g)].map(([, name]) => name);
    assert.equal(secrets.length, 1);
    const managed = new RegExp(`^${pack.metadata.name}-(credentials$|.*-key$)`);
    assert.doesNotMatch(secrets.join(), managed);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { packGraph } from "../../../server/src/features/pack-graph.ts";
import { DEFAULT_RELEASE } from "../../../server/src/pack/releases.ts";
import { HEADER, openFile, packOf, textIn } from "./pointer.ts";

function graphOf(text: string) {
  const file = openFile(text);
  const graph = packGraph(file, {}, DEFAULT_RELEASE);
  assert.ok(graph);
  return { file, graph };
}

describe("packGraph", () => {
  test("personas with what they use, once each, at their places", () => {
    const text = packOf(["skills: [memory, k8s-ops, memory]", "channels: [slack]"], ["skills: [k8s-ops]"]);
    const { file, graph } = graphOf(`${text}  channelConfigs: {slack: slack-tokens}\n`);
    assert.deepEqual(
      graph.nodes.map(({ id, range }) => [id, textIn(file, range)]),
      [
        ["persona/0", "agent-1"],
        ["skill/memory", "memory"],
        ["skill/k8s-ops", "k8s-ops"],
        ["channel/slack", "slack"],
        ["persona/1", "agent-2"],
      ],
    );
    assert.deepEqual(
      graph.edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`),
      [
        "persona/0 skill skill/memory",
        "persona/0 skill skill/k8s-ops",
        "persona/0 channel channel/slack",
        "persona/1 skill skill/k8s-ops",
      ],
    );
    assert.equal(graph.nodes.find(({ id }) => id === "channel/slack")?.detail, "Secret slack-tokens");
    assert.equal(graph.relationshipsIgnoredBy, undefined);
  });

  test("relationships, also to a persona that is not there, and that the release ignores them", () => {
    const { file, graph } = graphOf(
      [
        `${packOf([], [])}  relationships:`,
        "    - {source: agent-1, target: agent-2, type: delegation}",
        "    - {source: agent-2, target: ghost, type: supervision}",
        "    - {source: agent-2, target: agent-1, type: friendship}",
        "    - {source: agent-2}",
        "    - nonsense",
        "",
      ].join("\n"),
    );
    assert.deepEqual(
      graph.edges.map(({ from, to, kind }) => [from, to, kind]),
      [
        ["persona/0", "persona/1", "delegation"],
        ["persona/1", "missing/ghost", "supervision"],
        ["persona/1", "persona/0", ""],
      ],
    );
    const ghost = graph.nodes.find(({ id }) => id === "missing/ghost");
    assert.equal(ghost?.look, "missing");
    assert.equal(ghost && textIn(file, ghost.range), "ghost");
    assert.equal(graph.relationshipsIgnoredBy, DEFAULT_RELEASE);
  });

  test("what is special about a node", () => {
    const personas = "  personas:\n    - {name: a, displayName: Alpha, channels: [discord, fax, whatsapp]}\n";
    const { graph } = graphOf(`${HEADER}${personas}    - {systemPrompt: x}\n  excludePersonas: [a]\n`);
    assert.deepEqual(
      graph.nodes.map(({ title, detail, note, look }) => [title, detail, note, look]),
      [
        ["Alpha", "a", "excluded: generates nothing", "faint"],
        ["discord", undefined, "no Secret in channelConfigs", undefined],
        ["fax", undefined, "no channel of this name comes with Sympozium", "missing"],
        ["whatsapp", undefined, undefined, undefined],
        ["persona 2", undefined, "no name: refused by the API server", "faint"],
      ],
    );
  });

  test("a skill that comes by an alias stands at the alias", () => {
    const { file, graph } = graphOf(packOf(["skills: &common [memory]"], ["skills: *common"]));
    assert.deepEqual(
      graph.edges.map(({ range }) => textIn(file, range)),
      ["memory", "*common"],
    );
  });

  test("no pack, no graph", () => {
    assert.equal(packGraph(openFile("a: 1\n"), {}, DEFAULT_RELEASE), undefined);
  });
});

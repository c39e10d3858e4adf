import type { Hover } from "vscode-languageserver-protocol/node";
import type { LanguageClient } from "../language-client.ts";
import type { OpenDocument } from "../open-document.ts";
import { packText } from "../packs.ts";
import { inTurns, type Scenario } from "../scenario.ts";
import { noError } from "../schema-error.ts";

const samples = 12;
const warmUps = 2;

/** A hover on the key `interval`: of another persona around the middle each time, so that none is answered from memory. */
export const hoverInterval: Scenario = {
  name: "hover-interval",
  title: "hover on an interval in the middle",
  unit: "ms",
  cases: [
    { documents: "20", limit: { ratio: 1 } },
    { documents: "1000", limit: { ratio: 0.1 } },
  ],
  async run(documents, bench) {
    const text = packText(documents);
    const offsets = intervalsAroundMiddle(text, samples + warmUps);
    const open = async (client: LanguageClient) => {
      const document = client.open("file:///bench/pack.yaml", text);
      await client.diagnostics(document, 1, noError, "empty diagnostics of the opened pack");
      await client.settle();
      return (index: number) => hover(client, document, offsets[index + warmUps] ?? -1);
    };
    const ours = await open(await bench.start(bench.ours));
    const peer = await open(await bench.start(bench.peer));
    return inTurns({ samples, warmUps }, ours, peer);
  },
};

async function hover(client: LanguageClient, document: OpenDocument, offset: number): Promise<number> {
  const position = document.positionAt(offset + 2);
  const start = performance.now();
  const answer = await client.hover(document, position);
  const took = performance.now() - start;
  if (textOf(answer).trim() === "") throw new Error(`${client.name}: the hover on interval is empty`);
  return took;
}

function textOf(hover: Hover | null): string {
  if (!hover) return "";
  const parts = Array.isArray(hover.contents) ? hover.contents : [hover.contents];
  return parts.map((part) => (typeof part === "string" ? part : part.value)).join("\n");
}

/** Offsets of `count` keys `interval`, as many before the middle of the text as behind it. */
function intervalsAroundMiddle(text: string, count: number): number[] {
  const all = [...text.matchAll(/^ {8}interval:/gm)].map((match) => match.index + 8);
  const first = Math.floor((all.length - count) / 2);
  const chosen = all.slice(Math.max(0, first), first + count);
  if (chosen.length < count) throw new Error(`the document has only ${all.length} intervals`);
  return chosen;
}

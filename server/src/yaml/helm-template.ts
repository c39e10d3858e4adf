/**
 * Whether Helm would render a text before anything else reads it. Braces in a comment, in a block scalar
 * or in a quoted sentence are prose (a prompt may well speak of `{{ }}`), unless they hold what only a
 * template says.
 */

const ACTION =
  /\{\{-?\s*(?:[.$]|\(|(?:include|template|tpl|if|else|end|range|with|define|block|printf|default|quote|toYaml|lookup|required)\b|\/\*)/;
const BLOCK_SCALAR = /(?:^|[\s:-])[|>][+-]?[1-9]?[+-]?[ \t]*(?:#.*)?$/;

export function holdsTemplate(text: string): boolean {
  if (!text.includes("{{")) return false;
  let scalarIndent = -1;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (scalarIndent >= 0 && indent > scalarIndent) continue;
    scalarIndent = BLOCK_SCALAR.test(line) ? keyIndent(line) : -1;
    if (line[indent] !== "#" && lineHoldsTemplate(line)) return true;
  }
  return false;
}

function lineHoldsTemplate(line: string): boolean {
  const at = line.indexOf("{{");
  if (at < 0) return false;
  const before = line.slice(0, at);
  const unquoted = /^\s*$/.test(before) || /(?::|-)\s+$/.test(before);
  return unquoted || ACTION.test(line);
}

/** Where the key stands that a block scalar belongs to: behind the dashes of list items. */
function keyIndent(line: string): number {
  return line.match(/^\s*(?:-\s+)*/)?.[0].length ?? 0;
}

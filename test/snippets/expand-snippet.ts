/**
 * All texts that a VS Code snippet body gives when nothing is typed into it: one for each value of each choice, the
 * other choices at their first value. Knows `$1`, `${1}`, `${1:text}`, `${1|a,b|}` and `\`-escapes, and throws for
 * anything else that starts with `$`, so a snippet that this reader does not understand fails its test.
 */
export function expandSnippet(body: readonly string[]): string[] {
  const stops = readStops(body.join("\n"));
  const first = stops.map((stop) => stop[0] ?? "");
  const variants = stops.flatMap((stop, index) =>
    stop.slice(1).map((value) => first.with(index, value).join("")),
  );
  return [first.join(""), ...variants];
}

/** The body cut into pieces, each the list of its possible texts; plain text has one. */
function readStops(text: string): string[][] {
  const pattern =
    /\\([$}\\,|])|\$\{\d+\|((?:\\.|[^\\|])+)\|\}|\$\{\d+(?::((?:\\.|[^\\$}])*))?\}|\$\d+|([^$\\]+)/gy;
  const unescaped = (value: string) => value.replace(/\\(.)/gs, "$1");
  const stops: string[][] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`not a snippet this reader knows, at ${text.slice(at, at + 20)}`);
    const [, escaped, choices, placeholder, plain] = match;
    if (choices !== undefined) stops.push(choices.split(/(?<!\\),/).map(unescaped));
    else stops.push([unescaped(placeholder ?? "") + (plain ?? escaped ?? "")]);
  }
  return stops;
}

/** A line for the shell of a terminal. */
export type Shell = "posix" | "powershell" | "cmd";

/** What needs no quotes. zsh looks for a program behind a leading `=`; for PowerShell `@` and `,` mean lists. */
const BARE: Readonly<Record<Shell, RegExp>> = {
  posix: /^[\w@%+:,./-][\w@%+=:,./-]*$/,
  powershell: /^[\w+=:./\\-][\w@+=:./\\-]*$/,
  cmd: /^[\w@+=:,./\\-]+$/,
};

/** `path` is that of the shell's program. */
export function shellOf(path: string): Shell {
  const program = path.replace(/^.*[\\/]/, "");
  if (/^(powershell|pwsh)/i.test(program)) return "powershell";
  return /^cmd(\.exe)?$/i.test(program) ? "cmd" : "posix";
}

export function shellLine(words: readonly string[], shell: Shell): string {
  return words.map((word) => (BARE[shell].test(word) ? word : quoted(word, shell))).join(" ");
}

function quoted(word: string, shell: Shell): string {
  switch (shell) {
    // Nothing within single quotes means anything, but the quote itself.
    case "posix":
      return `'${word.replaceAll("'", `'\\''`)}'`;
    // The typographic ones end the text as well.
    case "powershell":
      return `'${word.replace(/['‘’‚‛]/g, "$&$&")}'`;
    // Quotes for the program that is called; of cmd.exe each is hidden, as within quotes it still reads `%`.
    case "cmd":
      return escaped(`"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, "$&$&")}"`);
  }
}

/** The line with `value` in the environment of what it calls. */
export function withVariable(name: string, value: string, line: string, shell: Shell): string {
  switch (shell) {
    case "posix":
      return `${name}=${quoted(value, shell)} ${line}`;
    case "powershell":
      return `$env:${name} = ${quoted(value, shell)}; ${line}`;
    case "cmd":
      return `set ${name}=${escaped(value)}&& ${line}`;
  }
}

/** A line break would end the command, whatever stands before it. */
function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[()%!^"<>&|]/g, "^$&");
}

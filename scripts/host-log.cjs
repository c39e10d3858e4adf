/**
 * Takes the place of `@vscode/spdlog` in the code-server host, whose native part is not built: without it no output
 * channel and no log file of an extension says anything, and a test that looks for secrets in them cannot fail.
 * `setup.mjs` copies it there. CommonJS, because it is required by VS Code.
 */
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical", "off"];
/** VS Code asks for this pattern or, for channels that format themselves, for none. */
const prefix = (level) => `${new Date().toISOString().replace("T", " ").replace("Z", "")} [${level}] `;

class Logger {
  #file;
  #level = LEVELS.indexOf("info");
  #hasPrefix = true;
  constructor(_type, _name, file) {
    this.#file = file;
  }
  #write(level, message) {
    if (LEVELS.indexOf(level) < this.#level) return;
    const line = this.#hasPrefix ? `${prefix(level)}${message}\n` : message;
    try {
      appendFileSync(this.#file, line);
    } catch {
      // A log whose folder is being deleted at the end of a run must not end its host.
    }
  }
  trace(message) {
    this.#write("trace", message);
  }
  debug(message) {
    this.#write("debug", message);
  }
  info(message) {
    this.#write("info", message);
  }
  warn(message) {
    this.#write("warn", message);
  }
  error(message) {
    this.#write("error", message);
  }
  critical(message) {
    this.#write("critical", message);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#hasPrefix = true;
  }
  clearFormatters() {
    this.#hasPrefix = false;
  }
  flush() {
    // Every line is in the file already.
  }
  drop() {
    // Nothing is kept open.
  }
}

async function createLogger(name, file) {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger("rotating", name, file);
}

// One by one: VS Code imports them by name.
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
exports.setFlushOn = () => {
  // Nothing is held back.
};

/** Splits the text of a log that comes in parts into lines, and knows which of them came before. */
import { stripVTControlCharacters } from "node:util";

const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d) ?/;
/** Longer ones are cut off. */
const LONGEST_LINE = 10_000;

export class LogLines {
  #rest = "";
  /** The rest of a line that is too long is passed over. */
  #tooLong = false;
  /** The latest time of all lines, so that it sorts as the time does; empty before the first one. */
  #last = "";
  #lastTimestamp = "";
  /** How many lines came with that timestamp, wherever they stood. */
  #atLast = 0;
  /** Of those, how many are still to be passed over after a reconnection. */
  #toSkip = 0;
  /** After a reconnection, until something comes that was not there before. */
  #catchingUp = false;

  /** When to go on from; undefined before the first line. */
  get since(): string | undefined {
    return this.#lastTimestamp === "" ? undefined : this.#lastTimestamp;
  }

  /** The log is read once more from `since`, which counts whole seconds: what was there already comes again. */
  again(): void {
    this.#rest = "";
    this.#tooLong = false;
    this.#toSkip = this.#atLast;
    this.#catchingUp = true;
  }

  /** Lines of a log that was asked for with timestamps, without these and without what steers a terminal. */
  add(text: string): string[] {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#tooLong && lines.length > 0) {
      lines.shift();
      this.#tooLong = false;
    }
    if (this.#tooLong) this.#rest = "";
    const shown = lines.flatMap((line) => this.#line(line));
    if (this.#rest.length <= 2 * LONGEST_LINE) return shown;
    shown.push(...this.#line(this.#rest));
    this.#rest = "";
    this.#tooLong = true;
    return shown;
  }

  /** What came without an end of line. */
  end(): string[] {
    const rest = this.#rest;
    this.#rest = "";
    return rest === "" ? [] : this.#line(rest);
  }

  #line(line: string): string[] {
    const [stamp, seconds, fraction = "", zone] = TIMESTAMP.exec(line) ?? [];
    if (stamp === undefined) return [clean(line)];
    const epoch = Date.parse(`${seconds}${zone}`) / 1000;
    const key = `${String(epoch).padStart(12, "0")}.${fraction.padEnd(9, "0")}`;
    if (this.#catchingUp && this.#wasThere(key)) return [];
    this.#catchingUp = false;
    // Each stream of a container has timestamps of its own, and a clock may be set back: older lines are new as well.
    if (key === this.#last) {
      this.#atLast += 1;
    } else if (key > this.#last) {
      this.#last = key;
      this.#lastTimestamp = stamp.trim();
      this.#atLast = 1;
    }
    return [clean(line.slice(stamp.length))];
  }

  /** Asked of each line after a reconnection, in turn. */
  #wasThere(key: string): boolean {
    if (key !== this.#last) return key < this.#last;
    if (this.#toSkip === 0) return false;
    this.#toSkip -= 1;
    return true;
  }
}

function clean(line: string): string {
  const text = stripVTControlCharacters(line).replace(/\r/g, "");
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

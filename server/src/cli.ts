/** The program `personapack`. */
import { setFlagsFromString } from "node:v8";
import { run } from "./cli/program.ts";

// What one file needs is garbage at the next: a larger nursery would only let it pile up, file after file, and
// so small a one is swept sooner than helper threads have been woken for it.
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--no-parallel-scavenge");

// A rejection is a fault of ours: Node prints it with its stack and ends with 1.
void run(process.argv.slice(2));

/** The program `personapack`. */
import { run } from "./cli/program.ts";

// A rejection is a fault of ours: Node prints it with its stack and ends with 1.
void run(process.argv.slice(2));

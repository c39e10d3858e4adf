/** Takes the place of Prettier's JavaScript printer in the server bundle: only YAML is formatted. */
export const languages = [];
export const printers = {};

/** Under this name the API server writes down what we have applied and changed. */
export const FIELD_MANAGER = "personapack-vscode";

/**
 * Takes the place of those parts of yaml-language-server that it creates for every service and that we answer
 * ourselves (27 KB): the server asks it for completion, hover, formatting and folding only.
 */
function leftOut(): never {
  throw new Error("this part of yaml-language-server is not in the bundle");
}

class Unused {
  configure(): void {
    // Settings of a part that is not there.
  }

  findLinks = leftOut;
  doValidation = leftOut;
  findDocumentSymbols = leftOut;
  findHierarchicalDocumentSymbols = leftOut;
  getDefinition = leftOut;
}

export {
  leftOut as doDocumentOnTypeFormatting,
  leftOut as getSelectionRanges,
  Unused as JSONSchemaSelection,
  Unused as YAMLDocumentSymbols,
  Unused as YAMLValidation,
  Unused as YamlCodeActions,
  Unused as YamlCodeLens,
  Unused as YamlDefinition,
  Unused as YamlLinks,
  Unused as YamlRename,
};

/** The parts of the path of a document's address. None if something in it is not encoded as it should be. */
export function addressParts(path: string): string[] {
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return [];
    throw error;
  }
}

import type { Block } from "./block.ts";
import type { PackDocument } from "./pack-document.ts";

interface Remembered<T> {
  readonly value: T;
  readonly isFrame: boolean;
  readonly hasSeparate: boolean;
  readonly targets: ReturnType<PackDocument["aliasTargets"]>;
}

/**
 * Makes a function of a block in its document remember its result for as long as the block lives and its
 * context says the same: which role it has, and what its aliases lead to. The function may depend on
 * nothing else of the document.
 */
export function rememberPerContext<T>(
  compute: (document: PackDocument, block: Block) => T,
): (document: PackDocument, block: Block) => T {
  const results = new WeakMap<Block, Remembered<T>>();
  return (document, block) => {
    const isFrame = block === document.frame.block;
    const hasSeparate = document.separate.length > 0;
    const known = results.get(block);
    const fits = known?.isFrame === isFrame && known.hasSeparate === hasSeparate;
    if (known && fits && document.sameTargets(block, known.targets)) return known.value;
    const value = compute(document, block);
    results.set(block, { value, isFrame, hasSeparate, targets: document.aliasTargets(block) });
    return value;
  };
}

import { emptyRoot, nodeOf, type SealContent, sealHashOf } from './hashes.ts';

/** One batch of entries, sealed. The leaves are kept, so that a changed entry can be named. */
export interface Seal extends SealContent {
  leaves: Buffer[];
  hash: string;
}

/**
 * Seals entries whose numbers follow on each other.
 * @param previous the seal before it
 * @param leaves of the entries that come right after it, in order; at least one
 */
export function buildSeal(org: string, previous: Pick<Seal, 'number' | 'to' | 'hash'> | null, leaves: Buffer[], sealedAt: Date): Seal {
  const from = (previous?.to ?? 0) + 1;
  const content: SealContent = {
    ...{ org, number: (previous?.number ?? 0) + 1, from, to: from + leaves.length - 1 },
    ...{ root: merkleRoot(leaves).toString('hex'), previous: previous?.hash ?? null, sealedAt },
  };
  return { ...content, leaves, hash: sealHashOf(content) };
}

/** RFC 6962 §2.1, in one pass: whole subtrees wait on a stack until one of the same size comes. */
export function merkleRoot(leaves: Buffer[]): Buffer {
  const stack: { hash: Buffer; size: number }[] = [];
  for (const leaf of leaves) {
    let tree = { hash: leaf, size: 1 };
    for (let left = stack.at(-1); left?.size === tree.size; left = stack.at(-1)) {
      stack.pop();
      tree = { hash: nodeOf(left.hash, tree.hash), size: left.size + tree.size };
    }
    stack.push(tree);
  }
  const last = stack.pop();
  return last ? stack.reduceRight((right, { hash }) => nodeOf(hash, right), last.hash) : emptyRoot();
}

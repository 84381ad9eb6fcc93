import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';

/** Each kind of thing is hashed behind a byte of its own, so that none can pass for another (RFC 6962 §2.1). */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const SEAL = Buffer.of(2);

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What is sealed of an entry: all of its document, as it is stored. */
export const leafOf = (document: object): Buffer => sha256(LEAF, canonical(document));

export const nodeOf = (left: Buffer, right: Buffer): Buffer => sha256(NODE, left, right);

/** The root of no entries (RFC 6962 §2.1). */
export const emptyRoot = (): Buffer => sha256();

/** The leaf of an entry that was gone before it was sealed: no document has it. */
export const GONE = Buffer.alloc(32);

/** What a seal says, all of which its own hash is over. */
export interface SealContent {
  org: string;
  /** From 1 and without a gap. */
  number: number;
  /** The numbers of its first and its last entry. */
  from: number;
  to: number;
  /** Merkle tree hash of its entries (RFC 6962 §2.1), in hex. */
  root: string;
  /** The hash of the seal before it; null for the first. */
  previous: string | null;
  sealedAt: Date;
}

export const sealHashOf = ({ org, number, from, to, root, previous, sealedAt }: SealContent): string =>
  sha256(SEAL, canonical({ org, number, from, to, root, previous, sealedAt })).toString('hex');

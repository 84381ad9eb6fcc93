/** What hostile inputs are made of. */

export const INPUT_BYTES = 64 * 1024;
/** What a filter and a path may have at most; longer ones are refused at once, which is a row of its own. */
export const FILTER_BYTES = 8 * 1024;

/** As many pieces as fit into so many bytes of UTF-8. @param {number} bytes @param {(i: number) => string} piece @param {string} joint */
export function fill(bytes, piece, joint = '') {
  /** @type {string[]} */
  const pieces = [];
  const joined = Buffer.byteLength(joint);
  let left = bytes;
  for (let i = 0; ; i++) {
    const next = piece(i);
    left -= Buffer.byteLength(next) + (i > 0 ? joined : 0);
    if (left < 0) return pieces.join(joint);
    pieces.push(next);
  }
}

/** A JSON body whose list is as long as 64 KiB take. @param {string} before @param {(i: number) => unknown} item @param {string} after */
export const bodyOf = (before, item, after) =>
  before + fill(INPUT_BYTES - Buffer.byteLength(before + after), (i) => JSON.stringify(item(i)), ',') + after;

/** A PATCH of as many operations. @param {(i: number) => object} operation */
export const patchOf = (operation) => bodyOf('{"Operations":[', operation, ']}');

/** Combining marks in the order in which putting them into the canonical one costs most. @param {number} bytes */
export const marks = (bytes) => fill(bytes, (i) => (i % 2 ? '\u0323' : '\u0301'));

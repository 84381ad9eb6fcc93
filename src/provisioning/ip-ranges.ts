import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** One address, or all that share the first `bits` bits with it (CIDR, RFC 4632 §3.1, RFC 4291 §2.3). */
export interface IpRange {
  family: 'ipv4' | 'ipv6';
  address: string;
  bits: number;
  /** As people wrote it. */
  text: string;
}

const MOST = 200;
const WIDTH = { ipv4: 32, ipv6: 128 } as const;

/**
 * Reads a list of addresses and CIDR ranges, with commas between. Strict, as who is let in hangs on it: no leading zeros, no zone, no prefix
 * that doesn't fit, no bits beyond the prefix (`10.0.0.1/8` is a slip, and nobody can tell of what), and no IPv4 in an IPv6 coat.
 * @returns null where any part isn't understood, or there are more than 200; the empty list for nothing
 */
export function parseIpRanges(text: string): IpRange[] | null {
  if (text.trim() === '') return [];
  const ranges = text.split(',').map((part) => rangeOf(part.trim()));
  return ranges.length <= MOST && ranges.every((range) => range !== null) ? ranges : null;
}

function rangeOf(text: string): IpRange | null {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) && !address.includes('%') ? 'ipv6' : null;
  if (!family || more.length > 0 || (prefix !== undefined && !/^(0|[1-9]\d{0,2})$/.test(prefix))) return null;
  const width = WIDTH[family];
  const bits = prefix === undefined ? width : Number(prefix);
  if (bits > width) return null;
  const value = family === 'ipv4' ? numberOfIpv4(address) : numberOfIpv6(address);
  if (family === 'ipv6' && value >> 32n === 0xffffn) return null;
  return value & ((1n << BigInt(width - bits)) - 1n) ? null : { family, address, bits, text: text.toLowerCase() };
}

const joined = (parts: number[], bits: bigint): bigint => parts.reduce((value, part) => (value << bits) | BigInt(part), 0n);

const numberOfIpv4 = (address: string): bigint => joined(address.split('.').map(Number), 8n);

/** The WHATWG URL parser writes an IPv6 address in its one canonical form (RFC 5952), an embedded IPv4 one as groups too. */
function numberOfIpv6(address: string): bigint {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const groups = (text: string | undefined): number[] => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const [first, last] = [groups(head), groups(tail)];
  return joined([...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last], 16n);
}

/**
 * Whether an address is in one of the ranges. An IPv4 address that came over an IPv6 socket (`::ffff:192.0.2.1`) counts as what it is.
 * What is no address is in none.
 */
export function ipMatcher(ranges: readonly IpRange[]): (address: string | undefined) => boolean {
  // A list for each: in a shared one `::/0` has all of IPv4 too.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const { family, address, bits } of ranges) lists[family].addSubnet(address, bits, family);
  return (address = '') => {
    const plain = /^::ffff:(?=[\d.]+$)/i.test(address) ? address.slice(7) : address;
    if (isIPv4(plain)) return lists.ipv4.check(plain, 'ipv4');
    return isIPv6(plain) && lists.ipv6.check(plain.split('%')[0] ?? '', 'ipv6');
  };
}

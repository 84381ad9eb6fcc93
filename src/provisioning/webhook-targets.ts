import { isIP } from 'node:net';
import { Refusal } from '../rules/refusal.ts';
import { ipMatcher, parseIpRanges } from './ip-ranges.ts';

/**
 * Addresses that are nobody's on the internet: this host, private networks, link-local ones (a cloud's metadata service among them),
 * and what wraps another address (IANA IPv4 and IPv6 Special-Purpose Address Registries).
 */
const SPECIAL = [
  '0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,192.0.2.0/24,192.88.99.0/24',
  '192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/4,240.0.0.0/4',
  '::/96,64:ff9b::/96,64:ff9b:1::/48,100::/64,2001::/23,2001:db8::/32,2002::/16,3fff::/20,5f00::/16,fc00::/7,fe80::/10,fec0::/10,ff00::/8',
].join(',');

export const LOOPBACK = '127.0.0.0/8,::1';

/** Where webhooks may be sent. */
export interface WebhookTargets {
  /** Whether this address may be connected to: asked of what a name resolves to, at the moment of connecting. */
  allows(address: string): boolean;
  /** The address of an endpoint, in its one form. @throws Refusal X1 */
  parse(url: string): string;
}

/** @param networks addresses and CIDR ranges that are allowed although they aren't public, with commas between */
export function createWebhookTargets(networks: string): WebhookTargets {
  const special = ipMatcher(parseIpRanges(SPECIAL) ?? []);
  const allowed = ipMatcher(parseIpRanges(networks) ?? []);
  const allows = (address: string): boolean => {
    const plain = plainAddress(address);
    return plain !== null && (allowed(plain) || !special(plain));
  };
  return {
    allows,
    parse: (text) => {
      const url = URL.canParse(text) && text.length <= 2000 ? new URL(text) : null;
      const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
      const loopback =
        (host === 'localhost' || ipMatcher(parseIpRanges(LOOPBACK) ?? [])(host)) && allows(host === 'localhost' ? '127.0.0.1' : host);
      if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && loopback)) throw refused('is no https address');
      if (url.username || url.password || url.hash) throw refused('has a user, a password or a fragment in it');
      if ((isIP(host) !== 0 && !allows(host)) || (host === 'localhost' && !loopback)) throw refused('is not on the public internet');
      return url.href;
    },
  };
}

/** An address in its one form (RFC 5952), and IPv4 that wears an IPv6 coat (`::ffff:7f00:1`) as what it is. @returns null for what is none */
function plainAddress(address: string): string | null {
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : null;
  if (address.includes('%')) return null; // with a zone it is a link-local one
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  const bytes = [high, low].map((group) => Number.parseInt(group, 16)).flatMap((value) => [value >> 8, value & 255]);
  return bytes.join('.');
}

const refused = (what: string): Refusal =>
  new Refusal(
    'X1',
    `The address of the webhook ${what}`,
    'Give an https address on the internet; the operator may allow others: WEBHOOK_ALLOWED_NETWORKS',
  );

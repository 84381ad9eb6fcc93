import type { ScimAccess } from '../rules/model.ts';
import { parseIpRanges } from './ip-ranges.ts';
import type { Setting } from './setting.ts';

const MOST_REQUESTS = 100_000;

/** Settings of who reaches the SCIM endpoint. They are about security, and so need what its tokens need. */
export const scimSettings: Record<string, Setting> = {
  'scim.allowed_ips': {
    read: ({ scim }) => scim.allowedIps.join(','),
    write: (all, value) => {
      const ranges = parseIpRanges(value);
      return ranges && { ...all, scim: { ...all.scim, allowedIps: ranges.map(({ text }) => text) } };
    },
    values:
      'IPv4 and IPv6 addresses and CIDR ranges, with commas between: 198.51.100.7,203.0.113.0/24,2001:db8::/32; nothing for everywhere',
    permission: 'manage_security_settings',
  },
  'scim.allowed_ips_mode': {
    read: ({ scim }) => scim.allowedIpsMode,
    write: (all, value) => (isMode(value) ? { ...all, scim: { ...all.scim, allowedIpsMode: value } } : null),
    values: 'log, which only shows requests from elsewhere, or enforce, which refuses them',
    permission: 'manage_security_settings',
  },
  'scim.rate_limit': {
    read: ({ scim }) => String(scim.rateLimit),
    write: (all, value) =>
      /^\d{1,6}$/.test(value) && Number(value) <= MOST_REQUESTS ? { ...all, scim: { ...all.scim, rateLimit: Number(value) } } : null,
    values: `requests a second for each token, a whole number up to ${MOST_REQUESTS}; 0 for no limit`,
    permission: 'manage_security_settings',
  },
};

const isMode = (value: string): value is ScimAccess['allowedIpsMode'] => value === 'log' || value === 'enforce';

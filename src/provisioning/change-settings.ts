import { type Asker, mustHold } from '../rules/guards.ts';
import type { Settings } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { Work } from './commit.ts';
import { scimSettings } from './scim-settings.ts';
import type { Setting } from './setting.ts';

const onOff = (value: string): boolean | null => (value === 'on' ? true : value === 'off' ? false : null);

/** I10: one of the two thresholds, as a whole number from 0. */
const threshold = (part: keyof Settings['hold'], most: number): Setting => ({
  read: ({ hold }) => String(hold[part]),
  write: (all, value) =>
    /^\d{1,6}$/.test(value) && Number(value) <= most ? { ...all, hold: { ...all.hold, [part]: Number(value) } } : null,
  values: `a whole number from 0 to ${most}`,
});

/** Every setting by the key that people use. */
export const settings: Record<string, Setting> = {
  plan: {
    read: ({ plan }) => plan,
    write: (all, value) => (value === 'enterprise' || value === 'pro' || value === 'free' ? { ...all, plan: value } : null),
    values: 'enterprise, pro or free',
    operatorOnly: true,
  },
  guests: {
    read: ({ guests }) => (guests ? 'on' : 'off'),
    write: (all, value) => (onOff(value) === null ? null : { ...all, guests: onOff(value) as boolean }),
    values: 'on or off',
  },
  incident_channels: {
    read: ({ incidentChannels }) => incidentChannels.join(','),
    write: (all, value) => {
      const patterns = value.split(',').map((pattern) => pattern.trim().toLowerCase());
      return patterns.every((pattern) => /^[\p{L}\p{N}_*-]{1,80}$/u.test(pattern)) ? { ...all, incidentChannels: patterns } : null;
    },
    values: 'patterns of channel names, with commas between: inc-*,incident-*',
  },
  acting_in_slack: {
    read: ({ actingInSlack }) => (actingInSlack ? 'on' : 'off'),
    write: (all, value) => (onOff(value) === null ? null : { ...all, actingInSlack: onOff(value) as boolean }),
    values: 'on or off',
  },
  notifications: {
    read: ({ notifications }) => notifications,
    write: (all, value) => (/^(direct|[CG][A-Z0-9]{2,30})$/.test(value) ? { ...all, notifications: value } : null),
    values: "direct, for a direct message to each owner, or a Slack channel's id such as C0123ABCD, which the app must be in",
  },
  'hold.people': threshold('people', 100_000),
  'hold.percent': threshold('percent', 100),
  ...scimSettings,
};

/** @throws Refusal X1 for an unknown key */
export function settingNamed(key: string): Setting {
  const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
  if (!setting) throw new Refusal('X1', `There is no setting ${key}`, `Settings are ${Object.keys(settings).join(', ')}`);
  return setting;
}

/** Changes one setting. What it means for people is settled by the caller (E5). @throws Refusal P1, I1, X1 */
export const changeSetting =
  (asker: Asker, key: string, value: string): Work<void> =>
  (world) => {
    const setting = settingNamed(key);
    if (setting.operatorOnly && !asker.operator)
      throw new Refusal('I1', `Only the operator changes ${key}`, 'Ask whoever runs this installation');
    mustHold(asker, setting.permission ?? 'edit_settings', world.policy);
    const next = setting.write(world.policy.settings, value.trim());
    if (!next) throw new Refusal('X1', `${key} can't be ${value}`, `It takes ${setting.values}`);
    const before = setting.read(world.policy.settings);
    world.policy = { ...world.policy, settings: next };
    const after = setting.read(next);
    if (before !== after)
      world.note({
        action: 'settings.updated',
        rule: 'X1',
        subject: { type: 'setting', id: key, name: key },
        before: { [key]: before },
        after: { [key]: after },
      });
  };

import { settingNamed, settings } from '../../provisioning/change-settings.ts';
import { setSetting } from '../../provisioning/set-setting.ts';
import { readOrganization } from '../../store/organizations.ts';
import { plain, table } from '../output.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall settings list | get <key> | set <key> <value>`. */
export const registerSettings: Register = (program, shell) => {
  const family = program.command('settings').description("the organization's settings");
  withExample(family, 'settings list');

  const list = family
    .command('list')
    .description('all settings, and what each takes')
    .action(() =>
      inOrganization(shell, async ({ organization }) => {
        const all = Object.entries(settings).map(([key, { read, values }]) => ({ key, value: read(organization.policy.settings), values }));
        const rows = all.map(({ key, value, values }) => [key, value, values]);
        await shell.output.result(all, (paint) => table(['key', 'value', 'takes'], rows, paint));
      }),
    );
  withExample(list, 'settings list');

  const get = family
    .command('get')
    .description('one setting')
    .argument('<key>')
    .action((key: string) =>
      inOrganization(shell, async ({ organization }) => {
        const value = settingNamed(key).read(organization.policy.settings);
        await shell.output.result({ key, value }, () => plain(value));
      }),
    );
  withExample(get, 'settings get incident_channels');

  const set = family
    .command('set')
    .description('change a setting')
    .argument('<key>')
    .argument('<value>')
    .action((key: string, value: string) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await setSetting(means, organization.id, origin, asker, key, value);
        const { policy } = (await readOrganization(means.db, organization.id)) ?? organization;
        const now = settingNamed(key).read(policy.settings);
        await shell.output.result({ key, value: now }, () => plain(`${key} is ${now}`));
      }),
    );
  withExample(set, "settings set incident_channels 'inc-*,incident-*'");
};

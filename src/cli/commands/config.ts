import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Applied } from '../../provisioning/config/apply-config.ts';
import { exportConfig } from '../../provisioning/config/export-config.ts';
import type { Config, ConfigChange } from '../../provisioning/config/model.ts';
import { applyPlanned, planConfig } from '../../provisioning/config/planned.ts';
import { CommandFailed, endingOf, FoundChanges } from '../errors.ts';
import { type Paint, plain } from '../output.ts';
import { effectInWords, roleEffectInWords } from '../render-preview.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall config export | plan | apply`: mappings, on-call groups, custom roles and settings as a file. */
export const registerConfig: Register = (program, shell) => {
  const family = program.command('config').description('mappings, on-call groups, custom roles and settings as YAML: export, plan, apply');
  withExample(family, 'config export > rollcall.yml');
  withExample(addExport(family, shell), 'config export > rollcall.yml');
  withExample(addPlan(family, shell), 'config plan rollcall.yml');
  withExample(addApply(family, shell), 'config apply rollcall.yml');
};

const addExport = (family: Command, shell: Shell): Command =>
  family
    .command('export')
    .description('print what is chosen now; it has no secret in it')
    .action(() =>
      inOrganization(shell, async ({ means, organization, origin }) => {
        const config = await means.committer.rehearse(organization.id, origin, exportConfig);
        const [{ writeConfigFile }, { fileOf }] = await Promise.all([
          import('../config-file/write.ts'),
          import('../config-file/schema.ts'),
        ]);
        await shell.output.result(fileOf(config), () => writeConfigFile(config, organization.name).trimEnd());
      }),
    );

const addPlan = (family: Command, shell: Shell): Command =>
  family
    .command('plan')
    .description('show what applying a file would change, and for whom; exit code 0: nothing, 2: something, 1: it could not be told')
    .argument('<file>')
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new CommandFailed();
    })
    .action((path: string) =>
      failing(() =>
        inOrganization(shell, async ({ means, organization, origin, asker }) => {
          const { id, ...planned } = await planConfig(means, organization.id, origin, asker, await configIn(path));
          await shell.output.result({ plan: id, ...planned }, (paint) => appliedInWords(planned, paint, 'Nothing to do.'));
          if (id === null) return;
          shell.output.note(`Apply exactly this with: rollcall config apply ${path} --plan ${id}`);
          throw new FoundChanges();
        }),
      ),
    );

/** For CI, where 2 is an answer: whatever goes wrong is 1. */
async function failing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FoundChanges) throw error;
    const { code, lines } = endingOf(error, false);
    throw code === 2 ? new CommandFailed(...lines) : error;
  }
}

const addApply = (family: Command, shell: Shell): Command =>
  family
    .command('apply')
    .description('make it so: all of it, or nothing')
    .argument('<file>')
    .option('--plan <id>', 'only if it still is what this plan showed')
    .action((path: string, { plan }: { plan?: string }) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        const wanted = { config: await configIn(path), planId: plan ?? null };
        const applied = await applyPlanned(means, organization.id, origin, asker, wanted);
        await shell.output.result(applied, (paint) => appliedInWords(applied, paint, 'Nothing was to do.'));
      }),
    );

/** @throws WrongUsage, CommandFailed */
async function configIn(path: string): Promise<Config> {
  const [{ readConfigFile }, text] = await Promise.all([
    import('../config-file/read.ts'),
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new CommandFailed(`${path} can't be read (${error.code ?? 'unknown'})`, 'Give a file as rollcall config export prints it');
    }),
  ]);
  return readConfigFile(text, path);
}

function appliedInWords({ changes, effect, people }: Applied, paint: Paint, nothing: string): string {
  if (changes.length === 0) return nothing;
  return [...changes.map((change) => changeInWords(change, paint)), '', effectInWords(effect), ...people.map(roleEffectInWords)].join('\n');
}

function changeInWords({ kind, name, have, want }: ConfigChange, paint: Paint): string {
  const what = kind.replaceAll('_', ' ');
  if (have === null) return paint.green(plain(`+ ${what} ${name}: ${want}`));
  if (want === null) return paint.red(plain(`- ${what} ${name}: ${have}`));
  return paint.yellow(plain(`~ ${what} ${name}: ${have} -> ${want}`));
}

import { examine } from '../doctor/examine.ts';
import { FoundTrouble } from '../errors.ts';
import { plain } from '../output.ts';
import { type Register, withExample } from '../shell.ts';

/** `rollcall doctor`: checks what the product needs, and says what to do. Exit 1 where something is wrong. */
export const registerDoctor: Register = (program, shell) => {
  const command = program
    .command('doctor')
    .description('check the configuration, the database, Slack and the SCIM endpoint, and say what to do')
    .action(async () => {
      const findings = await examine(shell.env, shell.output.note);
      await shell.output.result(findings, (paint) =>
        findings
          .map(({ check, ok, detail, wayOut }) => {
            const line = `${ok ? paint.green('ok  ') : paint.red('BAD ')} ${check}: ${plain(detail)}`;
            return wayOut ? `${line}\n     ${plain(wayOut)}` : line;
          })
          .join('\n'),
      );
      if (findings.some(({ ok }) => !ok)) throw new FoundTrouble();
    });
  withExample(command, 'doctor');
};

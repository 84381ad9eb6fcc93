import { describe, expect, test } from '@jest/globals';
import pc from 'picocolors';
import { createOutput, plain, table } from './output.ts';

const paint = pc.createColors(false);

const printed = async (options: { json?: boolean; isTTY?: boolean; noColor?: string }): Promise<{ out: string; err: string }> => {
  const written = { out: '', err: '' };
  const stdout = { write: (chunk: string) => void (written.out += chunk), isTTY: options.isTTY ?? false };
  const output = createOutput(
    { stdout, stderr: { write: (chunk) => void (written.err += chunk) } },
    () => options.json ?? false,
    options.noColor,
  );
  await output.result({ name: 'Ada' }, (tint) => tint.red('Ada'));
  output.note('going on');
  return written;
};

describe('output', () => {
  test('the result alone is on standard output', async () => {
    expect(await printed({})).toEqual({ out: 'Ada\n', err: 'going on\n' });
    const { out, err } = await printed({ json: true, isTTY: true });
    expect([JSON.parse(out), err]).toEqual([{ name: 'Ada' }, 'going on\n']);
  });

  test('colour only on a terminal, and not with NO_COLOR', async () => {
    expect((await printed({ isTTY: true })).out).toBe('\u001b[31mAda\u001b[39m\n');
    expect((await printed({ isTTY: true, noColor: '' })).out).toContain('\u001b');
    expect((await printed({ isTTY: true, noColor: '1' })).out).toBe('Ada\n');
  });

  test('columns are aligned, wide letters too', async () => {
    const made = await table(['name', 'role'], [['Ada', 'owner'], ['山田', 'admin'], [null, true]], paint); // biome-ignore format: a table
    expect(made).toBe(['name  role', 'Ada   owner', '山田  admin', '-     yes'].join('\n'));
    expect(await table(['name'], [], paint, 'No users.')).toBe('No users.');
  });

  test.each(['a\u001b]0;title\u0007b', 'a\rb', 'a\u009b31mb', 'a\u202eb', 'a\u2028b'])(
    'what steers a terminal is taken out of %j',
    (name) => {
      expect(plain(name)).toMatch(/^[a-z0-9 \];[]+$/);
    },
  );
});

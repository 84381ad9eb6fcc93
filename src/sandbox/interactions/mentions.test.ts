import { describe, expect, test } from '@jest/globals';
import { cryptoRandom } from '../workspace/ids.ts';
import { seedWorkspace } from '../workspace/seed.ts';
import { escapeTyped } from './mentions.ts';

const state = seedWorkspace(0, cryptoRandom);
const ana = Object.values(state.people).find((person) => person.name === 'ana.kovac')?.id;
const inc = Object.values(state.channels).find((channel) => channel.name === 'inc-arm-drift')?.id;

describe('what somebody typed', () => {
  test('people and channels become entities, and the dot that ends a sentence stays outside', () => {
    expect(escapeTyped(state, 'user @ana.kovac. in #inc-arm-drift')).toBe(`user <@${ana}|ana.kovac>. in <#${inc}|inc-arm-drift>`);
  });

  test('strangers, emails and markup stay text; entities stay entities', () => {
    expect(escapeTyped(state, '@nobody ana@ana.kovac <!channel> & <@U1|x>')).toBe('@nobody ana@ana.kovac &lt;!channel&gt; &amp; <@U1|x>');
  });
});

import { describe, expect, test } from '@jest/globals';
import { parseMrkdwn } from './mrkdwn.ts';

describe('mrkdwn', () => {
  test('bold, italic and code at word edges only', () => {
    expect(parseMrkdwn('*Ana* is `owner`, 2*3*4 isn’t _bold_')).toEqual([
      { kind: 'bold', children: [{ kind: 'text', text: 'Ana' }] },
      { kind: 'text', text: ' is ' },
      { kind: 'code', text: 'owner' },
      { kind: 'text', text: ', 2*3*4 isn’t ' },
      { kind: 'italic', children: [{ kind: 'text', text: 'bold' }] },
    ]);
  });

  test('links, people, channels and broadcasts', () => {
    expect(parseMrkdwn('<https://a.example/?a=1&amp;b=2|here> <@U1> <#C1|inc-a> <!here>').filter((node) => node.kind !== 'text')).toEqual([
      { kind: 'link', url: 'https://a.example/?a=1&b=2', label: 'here' },
      { kind: 'user', id: 'U1', label: '' },
      { kind: 'channel', id: 'C1', label: 'inc-a' },
      { kind: 'special', id: 'here', label: '@here' },
    ]);
  });

  test('a link that isn’t to the web is no link, and escaped markup stays text', () => {
    expect(parseMrkdwn('<javascript:alert(1)|x>')).toEqual([{ kind: 'text', text: 'x' }]);
    expect(parseMrkdwn('&lt;!channel&gt; &amp;lt;')).toEqual([{ kind: 'text', text: '<!channel> &lt;' }]);
  });

  test('a date, and its fallback where it is none', () => {
    const date = { kind: 'date', seconds: 1392734382, format: '{date_short}', label: 'in 2014' };
    expect(parseMrkdwn('<!date^1392734382^{date_short}|in 2014>')).toEqual([date]);
    expect(parseMrkdwn('<!date^soon^{date}|soon>')).toEqual([{ kind: 'text', text: 'soon' }]);
  });

  test('quotes and code blocks', () => {
    expect(parseMrkdwn('a\n> b\n```\n*c*\n```')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'quote', children: [{ kind: 'text', text: 'b' }] },
      { kind: 'pre', text: '*c*' },
    ]);
  });
});

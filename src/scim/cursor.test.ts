import { describe, expect, test } from '@jest/globals';
import { CURSOR_TIMEOUT_SECONDS, type CursorContent, cursorKey, openCursor, sealCursor } from './cursor.ts';

const key = cursorKey('a secret of the product');
const nonce = Buffer.alloc(12, 7);
const issued = new Date('2026-01-01T00:00:00Z');
const held: CursorContent = { issuedAt: issued.getTime(), count: 10, place: { type: 'User', key: 'ana', at: 'u1' } };
const after = (seconds: number): Date => new Date(issued.getTime() + seconds * 1000);
const cursor = sealCursor(key, 'query', held, nonce);
const invalid = expect.objectContaining({ status: 400, scimType: 'invalidCursor' });

describe('cursors (RFC 9865)', () => {
  test('hold what they were given, in unreserved characters that tell nothing', () => {
    expect(openCursor(cursorKey('a secret of the product'), 'query', cursor, issued)).toEqual(held);
    expect(cursor).toMatch(/^[A-Za-z0-9._~-]+$/);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('ana');
  });

  test('are good until their time is over', () => {
    expect(openCursor(key, 'query', cursor, after(CURSOR_TIMEOUT_SECONDS))).toEqual(held);
    expect(() => openCursor(key, 'query', cursor, after(CURSOR_TIMEOUT_SECONDS + 1))).toThrow(
      expect.objectContaining({ status: 400, scimType: 'expiredCursor' }),
    );
  });

  test('are refused for another query, another secret, or changed in any byte', () => {
    expect(() => openCursor(key, 'another', cursor, issued)).toThrow(invalid);
    expect(() => openCursor(cursorKey('another secret'), 'query', cursor, issued)).toThrow(invalid);
    const bytes = Buffer.from(cursor, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => openCursor(key, 'query', changed.toString('base64url'), issued)).toThrow(invalid);
    }
  });

  test.each(['x', '***', 'e30', cursor.slice(0, 30), `${'A'.repeat(20_000)}`])('%s is none', (text) =>
    expect(() => openCursor(key, 'query', text, issued)).toThrow(invalid),
  );
});

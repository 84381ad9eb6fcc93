import { describe, expect, test } from '@jest/globals';
import { firstPlace, pageOf, pagerOf, readPressed } from './paging.ts';

const pages = (n: number, cursorOf: (page: number) => string) => {
  let place = firstPlace;
  for (let i = 1; i < n; i++) place = readPressed(pagerOf('users', ['owners'], place, cursorOf(i)).next ?? '').place;
  return place;
};

describe('pagerOf', () => {
  test('the first page has no way back, the last none on', () => {
    expect(pagerOf('users', [], firstPlace, null)).toEqual({ back: null, next: null });
  });

  test('back leads through the pages that led here', () => {
    let place = pages(4, (page) => `ana\u0000${page}`);
    const seen = [place.cursor];
    while (place.page > 1) {
      const { word, args, place: before } = readPressed(pagerOf('users', ['owners'], place, null).back ?? '');
      expect([word, args]).toEqual(['users', ['owners']]);
      place = before;
      seen.push(place.cursor);
    }
    expect(seen).toEqual(['ana\u00003', 'ana\u00002', 'ana\u00001', null]);
  });

  test('however far, and however long the names, a button holds it; what is forgotten leads to the first page', () => {
    let place = pages(60, (page) => `${'é'.repeat(200)}${page}`);
    expect(place.page).toBe(60);
    for (let presses = 0; place.page > 1; presses++) {
      const { back } = pagerOf('users', ['owners'], place, 'x');
      expect(back?.length).toBeLessThanOrEqual(2000);
      place = readPressed(back ?? '').place;
      expect(presses).toBeLessThan(60);
    }
    expect(place).toEqual(firstPlace);
  });
});

test('pageOf', () => {
  const items = ['a', 'b', 'c'];
  expect(pageOf(items, firstPlace, 2)).toEqual({ items: ['a', 'b'], next: '2' });
  expect(pageOf(items, { ...firstPlace, cursor: '2' }, 2)).toEqual({ items: ['c'], next: null });
  expect(pageOf(items, { ...firstPlace, cursor: '9' }, 2)).toEqual({ items: [], next: null });
});

test('a value that is none of ours is refused', () => {
  expect(() => readPressed('{"w":1}')).toThrow();
  expect(() => readPressed('nothing')).toThrow();
});

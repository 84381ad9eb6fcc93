import { z } from 'zod';
import type { Pager } from '../blocks/message.ts';

/** Where in a list somebody is. */
export interface Place {
  /** After what this page begins; null for the first. */
  cursor: string | null;
  /** The cursors of the pages before, the nearest last: what *Back* goes by. */
  trail: (string | null)[];
  /** From 1. */
  page: number;
}

/** Slack takes 2,000 characters in a button's value. */
const VALUE = 1900;

export const firstPlace: Place = { cursor: null, trail: [], page: 1 };

const cursor = z.string().max(VALUE).nullable();

/** What a page button carries: the command as it was typed, and where to. */
const pressedSchema = z.object({
  w: z.string().max(30),
  a: z.array(z.string().max(200)).max(5),
  c: cursor,
  t: z.array(cursor).max(200),
  p: z.number().int().min(1),
});

export interface Pressed {
  word: string;
  args: string[];
  place: Place;
}

/** @throws where it isn't one of ours */
export function readPressed(value: string): Pressed {
  const { w, a, c, t, p } = pressedSchema.parse(JSON.parse(value));
  return { word: w, args: a, place: { cursor: decoded(c), trail: t.map(decoded), page: p } };
}

/**
 * The way to the page before and after this one. The cursors of all pages before go along, as many of the nearest as fit; beyond
 * them *Back* begins at the first page.
 * @param next the cursor of the page after; null on the last. Where a single one is too long for a button, there is no button.
 */
export function pagerOf(word: string, args: string[], { cursor: here, trail, page }: Place, next: string | null): Pager {
  const value = (to: string | null, before: (string | null)[], number: number): string | null => {
    const text = JSON.stringify({ w: word, a: args, c: encoded(to), t: before.map(encoded), p: number });
    if (text.length <= VALUE) return text;
    return before.length === 0 ? null : value(to, before.slice(1), number);
  };
  const back = page === 1 ? null : trail.length > 0 ? value(trail.at(-1) ?? null, trail.slice(0, -1), page - 1) : value(null, [], 1);
  return { back, next: next === null ? null : value(next, [...trail, here], page + 1) };
}

/** Cursors hold what sorts lists, which no button should: control characters, names. */
const encoded = (text: string | null): string | null => text && Buffer.from(text).toString('base64url');
const decoded = (text: string | null): string | null => text && Buffer.from(text, 'base64url').toString();

/** A page of a list that is in memory: its cursor is how many come before. */
export function pageOf<T>(items: T[], { cursor: from }: Place, size: number): { items: T[]; next: string | null } {
  const start = Math.min(Number(from ?? 0) || 0, items.length);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? String(end) : null };
}

/** "Page 3", from the second on. */
export const pageLine = ({ page }: Place): string[] => (page > 1 ? [`Page ${page.toLocaleString('en')}`] : []);

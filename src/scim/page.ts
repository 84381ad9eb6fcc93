import { type Order, orderValue } from '../store/reads/scim-resources.ts';
import type { Place } from './cursor.ts';
import type { Found } from './source.ts';

/** What a list asks for. */
export interface Wanted {
  filter: string | undefined;
  /** How many to leave out; or after which place to begin, null for the first page. */
  from: { skip: number } | { after: Place | null };
  limit: number;
  /** Users: with their groups. */
  groups: boolean;
}

/** A page of a list. */
export interface Page {
  total: number;
  /** In order. What was deleted meanwhile is a place without a resource. */
  items: { place: Place; found: Found | undefined }[];
  /** Whether others follow; known where a place was asked for. */
  more: boolean;
}

/** The place of a resource in stored order. */
export const storedPlace = (order: Order, { type, row }: Found): Place => ({ type, key: null, at: orderValue(order, row) });

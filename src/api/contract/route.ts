import { z } from 'zod';
import type { Permission } from '../../rules/roles.ts';
import { id } from './common.ts';

/** One line of the contract's table. */
export interface Route {
  method: 'get' | 'post' | 'delete';
  /** Below `/api/v1`, with `:name` for parameters. */
  path: string;
  summary: string;
  /** What the caller must hold; `signed_in`: any user; `anyone`: no session either. */
  permission: Permission | 'signed_in' | 'anyone';
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  status: 200 | 201 | 202 | 204;
  /** Null where the answer has no body (204). */
  response: z.ZodType | null;
  /** The media types of one that writes text out as it is read, in place of `response`. */
  writes?: readonly string[];
}

/** The parameter of a route about one thing. */
export const byId = z.object({ id });

/** A list that is never long. */
export const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

/** Who may look, and who may change what others are let do. */
export const look = 'view_settings';
export const secure = 'manage_security_settings';

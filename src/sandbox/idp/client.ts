/** One SCIM request to the address the person gave, written down with its answer. The token is never written down. */
import { z } from 'zod';
import type { Exchange } from '../control/contract.ts';

export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, with its query exactly as the vendor encodes it. */
  readonly path: string;
  readonly body?: unknown;
  /** What it is for, in words. */
  readonly purpose: string;
}

export interface ScimAnswer {
  readonly status: number | null;
  readonly body: unknown;
}

export type SendScim = (request: ScimRequest) => Promise<ScimAnswer>;

export interface ScimClientOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly now: () => number;
  readonly record: (exchange: Omit<Exchange, 'id'>) => void;
  readonly abort: AbortSignal;
}

const within = 30_000;
const shown = 20_000;

/** Only http and https are gone to. Throws nothing: a base URL that isn't one is a value too. */
export const isHttpUrl = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** Makes the sender. Redirects aren't followed: a token goes only where it was meant to. */
export function scimClient(options: ScimClientOptions): SendScim {
  return async (request) => {
    const began = performance.now();
    const { status, text, error } = await exchange(options, request);
    options.record({
      at: options.now(),
      purpose: request.purpose,
      method: request.method,
      url: `${options.baseUrl}${request.path}`,
      request: request.body === undefined ? '' : JSON.stringify(request.body, null, 2),
      status,
      response: error ?? pretty(text).slice(0, shown),
      ms: Math.round(performance.now() - began),
    });
    return { status, body: jsonOf(text) };
  };
}

async function exchange(
  options: ScimClientOptions,
  request: ScimRequest,
): Promise<{ status: number | null; text: string; error: string | null }> {
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  const type = request.body === undefined ? {} : { 'content-type': options.contentType };
  try {
    const response = await fetch(`${options.baseUrl}${request.path}`, {
      method: request.method,
      headers: { authorization: `Bearer ${options.token}`, ...options.headers, ...type },
      ...body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(within), options.abort]),
    });
    return { status: response.status, text: await response.text(), error: null };
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'TimeoutError'
        ? `No answer within ${within / 1000} seconds`
        : 'The endpoint could not be reached';
    return { status: null, text: '', error: why };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pretty(text: string): string {
  const value = jsonOf(text);
  return value === null ? text : JSON.stringify(value, null, 2);
}

const resourceSchema = z.looseObject({ id: z.string() });
const listSchema = z.looseObject({ Resources: z.array(resourceSchema).default([]) });

/** The resource of an answer; null where it has none. */
export function resourceOf(answer: ScimAnswer): z.infer<typeof resourceSchema> | null {
  const read = resourceSchema.safeParse(answer.body);
  return ok(answer) && read.success ? read.data : null;
}

/** The first hit of a lookup; null where there is none (an empty list, or 404). */
export function firstOf(answer: ScimAnswer): z.infer<typeof resourceSchema> | null {
  const read = listSchema.safeParse(answer.body);
  return ok(answer) && read.success ? (read.data.Resources[0] ?? null) : null;
}

export const ok = (answer: ScimAnswer): boolean => answer.status !== null && answer.status >= 200 && answer.status < 300;

import type { RequestHandler } from 'express';

/** Blocks that the product showed: as a message, a modal or App Home. */
export interface Payload {
  surface: 'message' | 'modal' | 'home';
  content: Record<string, unknown>;
}

/** What the product sends to Slack, and what it answers to Slack's requests, as it goes by. */
export interface PayloadsSeen {
  payloads: Payload[];
  /** Options of menus. */
  options: Record<string, unknown>[];
  /** Before the product's own routes. */
  listen: RequestHandler;
  stop(): void;
}

/** Begins to watch. Only what goes to `origin` is looked at. */
export function watchPayloads(origin: string): PayloadsSeen {
  const payloads: Payload[] = [];
  const options: Record<string, unknown>[] = [];
  const see = (body: Record<string, unknown>): void => {
    const view = parsed(body['view']);
    if (view) payloads.push({ surface: view['type'] === 'home' ? 'home' : 'modal', content: view });
    const blocks = parsed(body['blocks']);
    if (Array.isArray(blocks)) payloads.push({ surface: 'message', content: { text: body['text'], blocks } });
    if (Array.isArray(body['options'])) options.push(...(body['options'] as Record<string, unknown>[]));
  };
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const body = init?.body;
    if (url.startsWith(origin) && (typeof body === 'string' || body instanceof URLSearchParams)) see(bodyOf(String(body)));
    return original(input, init);
  };
  return {
    payloads,
    options,
    listen: (_req, res, next) => {
      const end = res.end.bind(res) as (...args: unknown[]) => typeof res;
      res.end = ((...args: unknown[]) => {
        if (typeof args[0] === 'string' || Buffer.isBuffer(args[0])) see(bodyOf(String(args[0])));
        return end(...args);
      }) as typeof res.end;
      next();
    },
    stop: () => {
      globalThis.fetch = original;
    },
  };
}

function bodyOf(text: string): Record<string, unknown> {
  const json = parsed(text);
  return json ?? Object.fromEntries(new URLSearchParams(text));
}

function parsed(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'string') return (value as Record<string, unknown> | undefined) ?? null;
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'object' ? (read as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

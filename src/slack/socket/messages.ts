import { z } from 'zod';

/** What comes over a Socket Mode connection (docs.slack.dev/apis/events-api/using-socket-mode). All else in it may come and go. */

const helloSchema = z.object({ type: z.literal('hello') });

/** Slack takes the connection away: at once, in some seconds (`warning`), or as Socket Mode was turned off (`link_disabled`). */
const disconnectSchema = z.object({ type: z.literal('disconnect'), reason: z.string().default('') });

const envelopeSchema = z.object({
  envelope_id: z.string().min(1).max(128),
  type: z.string(),
  payload: z.record(z.string(), z.unknown()),
  accepts_response_payload: z.boolean().default(false),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
});

export type Envelope = z.infer<typeof envelopeSchema>;
export type SocketMessage = { kind: 'hello' } | { kind: 'disconnect'; reason: string } | { kind: 'envelope'; envelope: Envelope };

/** @returns null for what is none of the three */
export function readMessage(text: string): SocketMessage | null {
  const value = json(text);
  if (helloSchema.safeParse(value).success) return { kind: 'hello' };
  const disconnect = disconnectSchema.safeParse(value);
  if (disconnect.success) return { kind: 'disconnect', reason: disconnect.data.reason };
  const envelope = envelopeSchema.safeParse(value);
  return envelope.success ? { kind: 'envelope', envelope: envelope.data } : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

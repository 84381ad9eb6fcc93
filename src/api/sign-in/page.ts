import type { Response } from 'express';
import { showPage } from '../../plain-page.ts';

/** Why signing in ended here, and what to do. */
export interface Stop {
  status: number;
  title: string;
  why: string;
  /** What to do instead. */
  wayOut: string;
  rule?: string;
  /** Whether trying again may help. */
  again: boolean;
}

/** Shows it. It names the request, for whoever reads the log. */
export function showStop(res: Response, { status, title, why, wayOut, rule, again }: Stop, requestId: string): void {
  const go = again ? { to: '/auth/slack', label: 'Sign in with Slack' } : { to: '/', label: 'Go to the first page' };
  showPage(res, { status, title, lines: [why, wayOut], go, small: `${rule ? `Rule ${rule} · ` : ''}Request ${requestId}` });
}

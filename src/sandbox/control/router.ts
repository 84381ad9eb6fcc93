/** `/sandbox/api`: the pages' own JSON API. Only from this machine and only from the sandbox's own pages, as it can make people and send requests. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Idp } from '../idp/idp.ts';
import { SlackError } from '../slack-error.ts';
import { WorkspaceError } from '../workspace/transition.ts';
import type { WorkspaceControl } from '../workspace-control.ts';
import { idpVerbs } from './idp-verbs.ts';
import { type Verb, workspaceVerbs } from './workspace-verbs.ts';

export interface ControlOptions {
  readonly workspace: WorkspaceControl;
  readonly idp: Idp;
  readonly links: () => { readonly eventsUrl: string | null; readonly dashboardUrl: string | null };
}

/** The router, to be mounted at `/sandbox/api`. */
export function controlRouter(options: ControlOptions): Router {
  const router = express.Router();
  router.use(ownPagesOnly);
  router.get('/workspace', (req, res) => readWorkspace(options, req, res));
  router.get('/idp', (req, res) => {
    const view = options.idp.view();
    res.json(
      String(view.version) === req.query['since'] ? { version: view.version } : { ...view, dashboardUrl: options.links().dashboardUrl },
    );
  });
  router.use(express.json({ limit: '1mb' }));
  router.post('/workspace/:verb', runs(workspaceVerbs(options.workspace)));
  router.post('/idp/:verb', runs(idpVerbs(options.idp)));
  router.use(refused);
  return router;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A foreign page can neither rebind its name to us nor post to us: the host must be loopback, and a browser's Origin our own. */
function ownPagesOnly(req: Request, res: Response, next: NextFunction): void {
  const host = req.headers.host ?? '';
  const { origin } = req.headers;
  const hostName = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  const own = loopback.has(hostName) && (origin === undefined || origin === `http://${host}`);
  const form = req.method === 'POST' && !req.is('application/json');
  if (own && !form) return next();
  res.status(403).json({ error: 'not_from_here' });
}

function readWorkspace(options: ControlOptions, req: Request, res: Response): void {
  const asked = typeof req.query['as'] === 'string' ? req.query['as'] : '';
  const state = options.workspace.state();
  const user = Object.hasOwn(state.people, asked) ? asked : (Object.values(state.people)[0]?.id ?? '');
  const view = options.workspace.view(user);
  if (asked === user && String(view.version) === req.query['since']) return void res.json({ version: view.version });
  res.json({ ...view, ...options.links() });
}

const runs =
  (verbs: Readonly<Record<string, Verb>>) =>
  async (req: Request, res: Response): Promise<void> => {
    const name = String(req.params['verb']);
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (verb === undefined) return void res.status(404).json({ error: 'unknown_verb' });
    res.json({ result: (await verb(req.body)) ?? null });
  };

function refused(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) return next(error);
  if (error instanceof WorkspaceError || error instanceof SlackError) return void res.status(409).json({ error: error.code });
  if (error instanceof z.ZodError) return void res.status(400).json({ error: 'invalid_arguments', detail: z.prettifyError(error) });
  if (typeof error === 'object' && error !== null && 'status' in error && error.status === 400)
    return void res.status(400).json({ error: 'invalid_json' });
  console.error('sandbox: a request of its page failed', error);
  res.status(500).json({ error: 'internal_error' });
}

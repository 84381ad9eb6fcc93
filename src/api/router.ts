import express, { type Router } from 'express';
import type { ApiOptions } from './services.ts';
import { signInRouter } from './sign-in/router.ts';
import { apiRouter } from './v1-router.ts';

/** The JSON API and sign-in, to be mounted at `/`: `/api/v1/*` and `/auth/*`. */
export function createApi(options: ApiOptions): Router {
  const router = express.Router();
  router.use('/auth', signInRouter(options));
  router.use('/api/v1', apiRouter(options));
  return router;
}

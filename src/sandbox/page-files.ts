/** The built pages, from wherever this code runs: src/sandbox or dist/sandbox. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';

const places = ['../sandbox-page/', '../../dist/sandbox-page/'].map((place) => fileURLToPath(new URL(place, import.meta.url)));

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** Serves `/` and `/idp` from the build; where there is none, says how to make it. */
export function pageRouter(): Router {
  const router = express.Router();
  const root = places.find((place) => existsSync(`${place}index.html`));
  if (root === undefined) {
    router.get(
      ['/', '/idp'],
      (_req, res) => void res.status(503).type('text/plain').send('The sandbox’s pages are not built yet: run `npm run build`.\n'),
    );
    return router;
  }
  router.use((_req, res, next) => {
    res.set('content-security-policy', policy).set('x-content-type-options', 'nosniff').set('referrer-policy', 'same-origin');
    next();
  });
  router.use(express.static(root, { index: false }));
  router.get(['/', '/idp'], (_req, res) => res.sendFile(`${root}index.html`));
  return router;
}

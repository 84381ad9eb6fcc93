import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Router } from 'express';

/** Beside the compiled program, whether this file runs from `src/api` or from `dist/api`. */
const built = fileURLToPath(new URL('../../dist/dashboard', import.meta.url));

/**
 * The dashboard's files: those whose name holds their hash are kept by browsers for good, and the page itself, which is the answer to
 * any other address that a browser opens, is asked for each time.
 */
export function serveDashboard(directory: string = built): Router {
  const router = express.Router();
  router.use('/assets', express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  router.use(express.static(directory, { index: false, maxAge: '1h' }));
  router.get('/{*path}', page(join(directory, 'index.html')));
  return router;
}

const page =
  (file: string): RequestHandler =>
  async (req, res, next) => {
    if (req.accepts(['html', 'json']) !== 'html' || req.path.startsWith('/api/')) return next();
    const html = await readFile(file).catch(() => null);
    if (!html) return void res.status(503).type('text').send('The dashboard is not built yet: run npm start, which builds it.\n');
    res.set('cache-control', 'no-cache').type('html').send(html);
  };

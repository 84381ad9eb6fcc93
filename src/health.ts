import { Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What must hold before the product takes requests; null where it does, else why it doesn't. */
export type ReadinessCheck = () => Promise<string | null>;

/**
 * `/healthz` (the process is alive), `/readyz` (503 and why, until everything it needs is there) and `/metrics` (Prometheus).
 * @param checks by the name under which `/readyz` shows them
 */
export function healthRouter(checks: Record<string, ReadinessCheck>): Router {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'rollcall_http_request_duration_seconds',
    help: 'How long requests took, by what was asked and answered',
    labelNames: ['area', 'method', 'status'],
    registers: [registry],
  });
  const router = Router();
  router.use((req, res, next) => {
    const end = duration.startTimer({ area: areaOf(req.path), method: req.method });
    res.on('finish', () => end({ status: res.statusCode }));
    next();
  });
  router.get('/healthz', (_req, res) => void res.json({ alive: true }));
  router.get('/readyz', async (_req, res) => {
    const entries = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const));
    const ready = entries.every(([, trouble]) => trouble === null);
    res.status(ready ? 200 : 503).json({ ready, checks: Object.fromEntries(entries.map(([name, trouble]) => [name, trouble ?? 'ok'])) });
  });
  router.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

const CHECK_WITHIN_MS = 2000;

/** What hangs must not keep whoever watches `/readyz` waiting: a probe that gets no answer says nothing. */
async function inTime(check: ReadinessCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, CHECK_WITHIN_MS, 'does not answer in time');
  });
  try {
    return await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first part of a path, of those that exist: a label must not grow with what strangers ask for. */
function areaOf(path: string): string {
  const first = path.split('/', 3)[1] ?? '';
  return ['scim', 'slack', 'api', 'auth', 'healthz', 'readyz', 'metrics'].includes(first) ? first : 'dashboard';
}

import { Router, json } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { CardProxy } from '../card-proxy.ts';
import type { SandboxClock } from '../clock.ts';
import type { SandboxApp, SandboxCore } from '../core.ts';
import { ApiError } from '../errors.ts';
import { FaultRule } from '../faults.ts';
import type { Faults } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { Grants } from '../oauth/grants.ts';
import { signatureHeaders } from '../sign.ts';
import { WebhookRules } from '../webhooks/sender.ts';
import type { Webhooks } from '../webhooks/sender.ts';
import type { World } from '../world.ts';
import { refuseForeignOrigin } from './guard.ts';
import { portalControl } from './portals.ts';

interface ControlOptions {
  app: SandboxApp;
  core: SandboxCore;
  world: World;
  clock: SandboxClock;
  grants: Grants;
  faults: Faults;
  ledger: Ledger;
  proxy: CardProxy;
  webhooks: Webhooks;
  settings: { indexDelayMs: number };
}

const ClockMove = z.union([
  z.strictObject({ byMs: z.number().int() }),
  z.strictObject({ days: z.number() }),
  z.strictObject({ to: z.iso.datetime() }),
]);
const SignAsk = z.strictObject({
  url: z.string(), method: z.string().default('GET'), body: z.unknown().optional(), portalId: z.number().int(), userId: z.number().int(),
});
/** A webhook of HubSpot's: signed over the public URL, posted to where that is mapped. */
const EventAsk = z.strictObject({ url: z.string(), events: z.array(z.record(z.string(), z.unknown())).min(1).max(100) });
const Hook = z.strictObject({ kind: z.string(), name: z.string(), url: z.string(), keys: z.record(z.string(), z.string()).optional() });
const Settings = z.strictObject({
  indexDelayMs: z.number().int().min(0).max(10_000).optional(), rotateRefreshTokens: z.boolean().optional(), keepBodies: z.boolean().optional(),
});

function clockView(clock: SandboxClock): Record<string, unknown> {
  return { now: clock.now().toISOString(), offsetMs: clock.offsetMs() };
}

function clockControl(clock: SandboxClock): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    clock.ask();
    res.json(clockView(clock));
  });
  router.post('/', (req, res) => {
    const move = ClockMove.parse(req.body);
    if ('byMs' in move) clock.move(move.byMs);
    else if ('days' in move) clock.move(Math.round(move.days * 86_400_000));
    else clock.move(new Date(move.to).getTime() - clock.now().getTime());
    res.json(clockView(clock));
  });
  return router;
}

function ledgerControl(ledger: Ledger): Router {
  const router = Router();
  const filterOf = (req: Request): { portalId?: number; since?: number } => {
    const { portalId, since } = req.query;
    return { ...(portalId ? { portalId: Number(portalId) } : {}), ...(since ? { since: Number(since) } : {}) };
  };
  router.get('/', (req, res) => void res.json(ledger.entries(filterOf(req))));
  router.get('/summary', (req, res) => void res.json(ledger.summary(filterOf(req))));
  router.delete('/', (_req, res) => {
    ledger.clear();
    res.status(204).end();
  });
  return router;
}

function faultControl(faults: Faults): Router {
  const router = Router();
  router.get('/', (_req, res) => void res.json(faults.waiting()));
  router.post('/', (req, res) => {
    const rules = z.union([FaultRule.transform((rule) => [rule]), z.array(FaultRule)]).parse(req.body);
    faults.script(rules);
    res.status(201).json(faults.waiting());
  });
  router.delete('/', (_req, res) => {
    faults.clear();
    res.status(204).end();
  });
  return router;
}

function settingsControl({ settings, grants, ledger }: ControlOptions): Router {
  const router = Router();
  const view = () => ({ ...settings, rotateRefreshTokens: grants.rotateRefreshTokens, keepBodies: ledger.keepBodies });
  router.get('/', (_req, res) => void res.json(view()));
  router.patch('/', (req, res) => {
    const change = Settings.parse(req.body);
    settings.indexDelayMs = change.indexDelayMs ?? settings.indexDelayMs;
    grants.rotateRefreshTokens = change.rotateRefreshTokens ?? grants.rotateRefreshTokens;
    ledger.keepBodies = change.keepBodies ?? ledger.keepBodies;
    res.json(view());
  });
  return router;
}

function sayWhatIsWrong(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (error instanceof z.ZodError) return void res.status(400).json({ message: z.prettifyError(error) });
  if (error instanceof ApiError) return void res.status(error.status).json({ message: error.message });
  next(error);
}

/** The sandbox's own control under /_sandbox (see each route); not a part of HubSpot. */
export function controlRoutes(options: ControlOptions): Router {
  const { app, core, world, clock, proxy } = options;
  const control = Router();
  control.use(refuseForeignOrigin, json({ limit: '50mb' }));
  control.get('/demo.json', (_req, res) => void res.json(core.demo()));
  control.post('/demo', (req, res) => {
    world.demo.hooks = z.strictObject({ hooks: z.array(Hook) }).parse(req.body).hooks;
    res.json(core.demo());
  });
  control.use('/portals', portalControl(world, options.grants));
  control.use('/clock', clockControl(clock));
  control.use('/ledger', ledgerControl(options.ledger));
  control.use('/faults', faultControl(options.faults));
  control.use('/settings', settingsControl(options));
  control.get('/webhooks', (_req, res) => void res.json({ rules: options.webhooks.rules, ...options.webhooks.counts() }));
  control.patch('/webhooks', (req, res) => {
    Object.assign(options.webhooks.rules, WebhookRules.partial().parse(req.body));
    res.json({ rules: options.webhooks.rules, ...options.webhooks.counts() });
  });
  control.post('/sign', (req, res) => {
    const signed = proxy.sign(SignAsk.parse(req.body));
    if ('status' in signed) return void res.status(signed.status).type('json').send(signed.body);
    res.json(signed);
  });
  control.post('/events', async (req, res) => {
    const { url, events } = EventAsk.parse(req.body);
    const body = JSON.stringify(events);
    const headers = signatureHeaders(app.clientSecret, 'POST', url, body, clock.now());
    res.json(await proxy.hook({ url, contentType: 'application/json', headers, body }));
  });
  control.use(sayWhatIsWrong);
  return Router().use('/_sandbox', control);
}

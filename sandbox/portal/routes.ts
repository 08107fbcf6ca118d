import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { SandboxCore } from '../core.ts';
import { answering, Refused, shownPortal } from './answer.ts';
import { buildPortal, type BuiltPage } from './build.ts';
import { changeStream } from './changes.ts';
import { answerSurvey, fireWebhook, moveClock, moveDeal, sendCsv, tickTask } from './controls.ts';
import { answerCrmQuestion } from './crm-questions.ts';
import { CONTENT_POLICY, portalDocument } from './document.ts';
import { listObjects, oneObject } from './objects.ts';
import { sessionOf } from './session.ts';

const LONG_CACHE = 'public, max-age=31536000, immutable';
const RECORD_PATHS: Record<string, string> = { '0-1': 'contacts', '0-2': 'companies', '0-3': 'deals', '0-5': 'tickets' };

const fetchBody = z.object({
  userId: z.number().int(),
  url: z.string().max(8000),
  method: z.string().max(10).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  timeoutMs: z.number().optional(),
});
const localeBody = z.object({ userId: z.number().int(), locale: z.enum(['pt-br', 'en-us']) });

/** A form on another site cannot send this header, so no other page in the browser can work the controls. */
const fromThisPage: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.headers['x-sandbox-portal'] === '1') return next();
  response.status(403).json({ message: 'Only the portal page may send this: set the header x-sandbox-portal: 1.' });
};

function pageApi(core: SandboxCore, page: () => Promise<BuiltPage>): Router {
  const api = Router();
  api.use(fromThisPage, express.json({ limit: '11mb' }));
  api.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  api.get('/session', answering(async () => sessionOf(core, `/portal/assets/${(await page()).workerJs}`)));
  api.get('/objects/:type', answering((request) => listObjects(core, String(request.params.type), request.query)));
  api.get('/objects/:type/:id', answering((request) => oneObject(core, String(request.params.type), String(request.params.id))));
  api.get('/changes', changeStream(core));
  api.post('/crm', answering((request) => answerCrmQuestion(core, request.body)));
  api.post('/fetch', answering((request) => core.callBackend({ portalId: shownPortal(core).portalId, ...dropUndefined(fetchBody.parse(request.body)) })));
  api.post('/locale', answering((request) => {
    const { userId, locale } = localeBody.parse(request.body);
    core.setLocale(shownPortal(core).portalId, userId, locale);
    return {};
  }));
  api.post('/controls/survey', answering((request) => answerSurvey(core, request.body)));
  api.post('/controls/csv', answering((request) => sendCsv(core, request.body)));
  api.post('/controls/webhook', answering((request) => fireWebhook(core, request.body, `sandbox-${randomUUID()}`)));
  api.post('/controls/stage', answering((request) => moveDeal(core, request.body)));
  api.post('/controls/task', answering((request) => tickTask(core, request.body)));
  api.post('/controls/clock', answering((request) => moveClock(core, request.body)));
  api.use(answering((request) => {
    throw new Refused(404, `The portal page has no ${request.method} ${request.path}.`);
  }));
  return api;
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Given<T>;
}

/** The portal page: its document under /portal, its files by hash, the cards' bundles, and its JSON API. */
export function portalRoutes(core: SandboxCore, build: () => Promise<BuiltPage> = buildPortal): Router {
  const router = Router();
  let building: Promise<BuiltPage> | undefined;
  const page = (): Promise<BuiltPage> => (building ??= build());

  router.use('/portal', (_request, response, next) => {
    response.set({ 'content-security-policy': CONTENT_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    next();
  });
  router.use('/portal/api', pageApi(core, page));
  router.get('/portal/assets/:name', async (request, response) => {
    const { dir } = await page();
    response.sendFile(String(request.params.name), { root: dir, headers: { 'cache-control': LONG_CACHE } }, (error) => error && !response.headersSent && response.sendStatus(404));
  });
  router.get('/portal/cards/:uid.js', (request, response) => {
    const card = core.cards().find((one) => one.uid === request.params.uid);
    if (!card || core.bundlesDir === null) return response.sendStatus(404);
    return response.type('text/javascript').sendFile(join(core.bundlesDir, card.file), { headers: { 'cache-control': 'no-cache' } });
  });
  router.get('/', (_request, response) => response.redirect(302, '/portal/companies'));
  router.get(['/portal', '/portal/*rest'], async (_request, response) => {
    response.set('cache-control', 'no-store').type('html').send(portalDocument(await page()));
  });
  router.get('/contacts/:portalId/record/:typeId/:id', (request, response) => {
    const type = RECORD_PATHS[String(request.params.typeId)];
    if (!type) return response.sendStatus(404);
    const query = request.originalUrl.includes('?') ? request.originalUrl.slice(request.originalUrl.indexOf('?')) : '';
    return response.redirect(302, `/portal/${type}/${encodeURIComponent(String(request.params.id))}${query}`);
  });
  router.get(['/app/:portalId/:appId', '/app/:portalId/:appId/*rest'], (request, response) => response.redirect(302, `/portal/home/${[request.params.rest ?? []].flat().map(encodeURIComponent).join('/')}`));
  return router;
}

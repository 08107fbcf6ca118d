import { askedLanguage } from '../http/asked-language.ts';
import type { OpenRequest, OpenRoute, Reply } from '../http/endpoint.ts';
import type { Db } from '../platform/db.ts';
import { Unavailable } from '../platform/errors.ts';
import { createGuessLimit, type GuessLimit } from '../platform/guess-limit.ts';
import { hashToken, sameText } from '../platform/secrets.ts';
import { acceptDelivery, type IntakeDeps, rehearseDelivery, workDelivery } from './deliveries.ts';
import type { Provider } from './provider.ts';
import { tellReport } from './report.ts';
import { isSourceId, SIGNING } from './source-commands.ts';
import { findSource, type Source } from './source-store.ts';
import { type Saying, saying, tell } from './wording.ts';

const PATH = '/hooks/:portalId/:sourceId/:secret';
const RETRY_SECONDS = 60;

export interface HookDeps extends IntakeDeps {
  db: Db;
}

type HookParts = HookDeps & { guesses: GuessLimit };

/** The hook that survey tools and administrators post to. It never answers 404 or 410: some tools switch themselves off then. */
export function hookRoutes(deps: HookDeps): OpenRoute[] {
  const parts = { ...deps, guesses: createGuessLimit(deps.db) };
  const limit = Math.max(...[...deps.providers.values()].map((provider) => provider.bodyLimit));
  return [
    { kind: 'hook', method: 'GET', path: PATH, handle: async () => ({ status: 200, body: { status: 'ready' } }) },
    { kind: 'hook', method: 'POST', path: PATH, bodyLimit: limit, handle: (request) => receive(parts, request) },
  ];
}

async function receive(deps: HookParts, request: OpenRequest): Promise<Reply> {
  try {
    return await answer(deps, request);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    request.log.error({ err: error }, 'A survey delivery could not be taken');
    return { status: 503, headers: { 'Retry-After': String(RETRY_SECONDS) }, body: fault(request, saying('not-now')) };
  }
}

async function answer(deps: HookParts, request: OpenRequest): Promise<Reply> {
  const portalId = /^\d{1,15}$/.test(request.params.portalId ?? '') ? Number(request.params.portalId) : 0;
  const sourceId = request.params.sourceId ?? '';
  if (portalId === 0 || !isSourceId(sourceId)) return wrongSecret(request);
  const source = await deps.db.withPortal(portalId, (tx) => findSource(tx, sourceId));
  // Compared even where there is no source, so that time tells nobody which sources exist.
  const known = sameText(hashToken(request.params.secret ?? ''), source?.secretHash ?? '');
  const provider = source && deps.providers.get(source.provider);
  if (!known || !provider) return refuseSecret(deps, `${portalId}/${sourceId}`, request);
  if (request.rawBody.length > provider.bodyLimit) return { status: 413, body: fault(request, saying('body-too-large', { most: provider.bodyLimit })) };
  if (!signatureHolds(deps, provider, source, request, portalId)) return { status: 401, body: fault(request, saying('wrong-signature')) };
  if (request.query.dryRun === '1') return rehearse(deps, request, portalId, source);
  // Some tools try an address with nothing to say.
  if (request.rawBody.length === 0) return { status: 200, body: { status: 'empty' } };
  return take(deps, request, portalId, source, provider);
}

function fault(request: OpenRequest, said: Saying): { error: string } {
  return { error: tell(said, askedLanguage(request)) };
}

function wrongSecret(request: OpenRequest): Reply {
  return { status: 401, body: fault(request, saying('wrong-secret')) };
}

/** 401; 429 once a door has met too many wrong secrets in one minute. */
async function refuseSecret(deps: HookParts, door: string, request: OpenRequest): Promise<Reply> {
  const waitSeconds = await deps.guesses.miss(door, request.now);
  deps.metrics.wrongSecrets.inc({ answer: waitSeconds === 0 ? 'refused' : 'limited' });
  const refused = wrongSecret(request);
  return waitSeconds === 0 ? refused : { ...refused, status: 429, headers: { 'Retry-After': String(waitSeconds) } };
}

function signatureHolds(deps: HookDeps, provider: Provider, source: Source, request: OpenRequest, portalId: number): boolean {
  const settings = provider.settingsShape.safeParse(source.settings);
  if (!settings.success) return source.signingSecretSealed === null;
  const secret = source.signingSecretSealed && deps.secrets.open(SIGNING, portalId, source.signingSecretSealed).toString('utf8');
  return provider.verify(request.rawBody, request.headers, secret, settings.data);
}

async function rehearse(deps: HookDeps, request: OpenRequest, portalId: number, source: Source): Promise<Reply> {
  const { timeZone } = await deps.questions.portal(portalId);
  const report = await deps.db.withPortal(portalId, (tx) => rehearseDelivery(tx, deps, { portalId, source, body: request.rawBody, timeZone, now: request.now }));
  return 'reason' in report ? { status: 422, body: fault(request, report.reason) } : { status: 200, body: tellReport(report, askedLanguage(request)) };
}

async function take(deps: HookDeps, request: OpenRequest, portalId: number, source: Source, provider: Provider): Promise<Reply> {
  const contentType = request.headers['content-type'] ?? '';
  const deliveryId = await deps.db.withPortal(portalId, (tx) =>
    acceptDelivery(tx, deps, { portalId, source, body: request.rawBody, contentType, now: request.now }),
  );
  deps.metrics.deliveries.inc({ state: 'received' });
  if (!provider.waitsForReport || source.paused) return { status: 200, body: { deliveryId, state: 'received' } };
  try {
    const { timeZone } = await deps.questions.portal(portalId);
    const done = await deps.db.withPortal(portalId, (tx) => workDelivery(tx, deps, { portalId, deliveryId, timeZone, now: request.now }));
    if (done !== undefined) deps.metrics.deliveries.inc({ state: done.state });
    const report = done?.report && tellReport(done.report, askedLanguage(request));
    if (done?.state === 'failed') return { status: 422, body: { deliveryId, state: 'failed', ...fault(request, done.reason!), ...report } };
    return { status: 200, body: { deliveryId, state: done?.state ?? 'received', ...report } };
  } catch (error) {
    // It is stored: the job reads it as soon as it can.
    request.log.warn({ err: error, deliveryId }, 'A file was taken but not read at once');
    return { status: 200, body: { deliveryId, state: 'received' } };
  }
}

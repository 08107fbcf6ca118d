import { askedLanguage } from '../http/asked-language.ts';
import type { OpenRequest, OpenRoute, Reply } from '../http/endpoint.ts';
import type { Db, Tx } from '../platform/db.ts';
import { Unavailable } from '../platform/errors.ts';
import { createGather } from '../platform/gather.ts';
import { createGuessLimit, type GuessLimit } from '../platform/guess-limit.ts';
import { hashToken, sameText } from '../platform/secrets.ts';
import { acceptDeliveries, type IntakeDeps, rehearseDelivery, workDelivery } from './deliveries.ts';
import { createHookLimit, type HookLimit } from './hook-limit.ts';
import type { Provider } from './provider.ts';
import { tellReport } from './report.ts';
import { isSourceId, SIGNING } from './source-commands.ts';
import { findSources, type Source } from './source-store.ts';
import { type Saying, saying, tell } from './wording.ts';

const PATH = '/hooks/:portalId/:sourceId/:secret';
const RETRY_SECONDS = 60;

export interface HookDeps extends IntakeDeps {
  db: Db;
}

type HookParts = HookDeps & { guesses: GuessLimit; meet: (portalId: number, request: OpenRequest) => Promise<Met> };
/** Webhooks of one account that are found, checked and kept in one transaction. */
const MOST_TOGETHER = 50;

/** The hook that survey tools and administrators post to. It never answers 404 or 410: some tools switch themselves off then. */
export function hookRoutes(deps: HookDeps): OpenRoute[] {
  const limit = createHookLimit();
  // What arrives while others are being kept goes together next: a flood costs the database one transaction for many.
  const meet = createGather((portalId, requests: readonly OpenRequest[]) => deps.db.withPortal(portalId, (tx) => meetAll(tx, deps, limit, portalId, requests)), MOST_TOGETHER);
  const parts = { ...deps, guesses: createGuessLimit(deps.db), meet };
  const bodyLimit = Math.max(...[...deps.providers.values()].map((provider) => provider.bodyLimit));
  return [
    { kind: 'hook', method: 'GET', path: PATH, handle: async () => ({ status: 200, body: { status: 'ready' } }) },
    { kind: 'hook', method: 'POST', path: PATH, bodyLimit, handle: (request) => receive(parts, request) },
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
  const met = await deps.meet(portalId, request);
  if (met.kind === 'wrong-secret') return refuseSecret(deps, `${portalId}/${sourceId}`, request);
  if (met.kind === 'answer') return met.reply;
  if (met.kind === 'rehearse') return rehearse(deps, request, portalId, met.source);
  if (met.kind === 'too-many') return { status: 429, headers: { 'Retry-After': String(met.waitSeconds) }, body: fault(request, saying('too-many-deliveries')) };
  return received(deps, request, portalId, met);
}

/** A verdict that was carried out. */
type Met = Exclude<Verdict, { kind: 'take' }> | { kind: 'kept'; source: Source; provider: Provider; deliveryId: string } | { kind: 'too-many'; waitSeconds: number };

/** Finds the sources of an account's requests, checks each, and keeps those that hold. */
async function meetAll(tx: Tx, deps: HookDeps, limit: HookLimit, portalId: number, requests: readonly OpenRequest[]): Promise<Met[]> {
  const sources = new Map((await findSources(tx, [...new Set(requests.map((request) => request.params.sourceId ?? ''))])).map((source) => [source.sourceId, source]));
  const verdicts = requests.map((request) => judge(deps, request, portalId, sources.get(request.params.sourceId ?? '')));
  const waits = new Map<Source, number>();
  for (const source of sources.values()) {
    const count = verdicts.filter((verdict) => verdict.kind === 'take' && verdict.source === source).length;
    if (count > 0) waits.set(source, await limit.take(tx, portalId, source.sourceId, count, requests[0]!.now));
  }
  const taken = verdicts.flatMap((verdict, index) => (verdict.kind === 'take' && waits.get(verdict.source) === 0 ? [{ verdict, request: requests[index]! }] : []));
  const arrivals = taken.map(({ verdict, request }) => ({ source: verdict.source, body: request.rawBody, contentType: request.headers['content-type'] ?? '', now: request.now }));
  const ids = taken.length === 0 ? [] : await acceptDeliveries(tx, deps, portalId, arrivals);
  const kept = new Map(taken.map(({ request }, index) => [request, ids[index]!]));
  return verdicts.map((verdict, index): Met => {
    if (verdict.kind !== 'take') return verdict;
    const deliveryId = kept.get(requests[index]!);
    return deliveryId === undefined ? { kind: 'too-many', waitSeconds: waits.get(verdict.source)! } : { ...verdict, kind: 'kept', deliveryId };
  });
}

/** What is to be done with a request to a source's door. */
type Verdict =
  | { kind: 'wrong-secret' }
  | { kind: 'answer'; reply: Reply }
  | { kind: 'rehearse'; source: Source }
  | { kind: 'take'; source: Source; provider: Provider };

function judge(deps: HookDeps, request: OpenRequest, portalId: number, source: Source | undefined): Verdict {
  // Compared even where there is no source, so that time tells nobody which sources exist.
  const known = sameText(hashToken(request.params.secret ?? ''), source?.secretHash ?? '');
  const provider = source && deps.providers.get(source.provider);
  if (!known || source === undefined || provider === undefined) return { kind: 'wrong-secret' };
  const answered = (status: number, body: object): Verdict => ({ kind: 'answer', reply: { status, body } });
  if (request.rawBody.length > provider.bodyLimit) return answered(413, fault(request, saying('body-too-large', { most: provider.bodyLimit })));
  if (!signatureHolds(deps, provider, source, request, portalId)) return answered(401, fault(request, saying('wrong-signature')));
  if (request.query.dryRun === '1') return { kind: 'rehearse', source };
  // Some tools try an address with nothing to say.
  if (request.rawBody.length === 0) return answered(200, { status: 'empty' });
  return { kind: 'take', source, provider };
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

/** Answers for a delivery that is kept; where its sender waits for a report, reads it first. */
async function received(deps: HookDeps, request: OpenRequest, portalId: number, { source, provider, deliveryId }: { source: Source; provider: Provider; deliveryId: string }): Promise<Reply> {
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

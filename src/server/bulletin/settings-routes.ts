import { z } from 'zod';
import * as contract from '../../../extensions/contracts/bulletin.ts';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { Made } from '../http/desk.ts';
import { settingsDoor as door } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { emailAddress } from '../lib/identity.ts';
import { isZone } from '../lib/local-day.ts';
import { uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import { subjectOf } from './audit.ts';
import { lastIssues } from './issue-store.ts';
import { type BulletinDeps, companiesOf, makeIssue } from './issues.ts';
import { dueDay } from './period.ts';
import { changeChoices, endSubscription, findSubscription, listSubscriptions, lockByEmail, saveSubscription, type Subscription } from './subscription-store.ts';
import { type BulletinFault, bulletinRefusal, MOST_SUBSCRIPTIONS } from './refusals.ts';
import { LINK_DAYS } from './token.ts';
import { lastView, rowOf } from './view.ts';

/** Somebody who asks, and reads the answer in this language. */
type Asked = CardRequest & { language: Language };

const oneSubscription = z.object({ subscriptionId: z.uuid() });

/** The settings page's doors: who gets the bulletin, when, and of what. */
export function bulletinSettingsRoutes(deps: BulletinDeps): CardRoute[] {
  const { desk } = deps;
  const adding = 'POST /api/1/settings/bulletin';
  const changing = 'POST /api/1/settings/bulletin/:subscriptionId';
  const revoking = 'POST /api/1/settings/bulletin/:subscriptionId/revoke';
  const testing = 'POST /api/1/settings/bulletin/:subscriptionId/test';
  return [
    door('GET /api/1/settings/bulletin', {}, async (request) => {
      const segments = (await desk.allows(request, 'manager')) ? await segmentsOf(deps, request.portalId) : null;
      const { timeZone } = await deps.portal(request.portalId);
      return desk.answer(request, 'manager', (tx, role) => view(tx, deps, request, { role, timeZone, segments }));
    }),
    door(adding, { body: contract.AddSubscription }, (request) => desk.change(request, { level: 'manager', path: adding }, (tx) => add(tx, deps, request, request.body))),
    door(changing, { params: oneSubscription, body: contract.ChangeSubscription }, (request) => desk.change(request, { level: 'manager', path: changing }, (tx) => changeOne(tx, deps, request, request.body))),
    door(revoking, { params: oneSubscription, body: z.strictObject({ key: contract.ChangeSubscription.shape.key }) }, (request) => desk.change(request, { level: 'manager', path: revoking }, (tx) => revoke(tx, request))),
    door(testing, { params: oneSubscription, body: z.strictObject({ key: contract.ChangeSubscription.shape.key }) }, (request) => test(deps, request)),
  ];
}

/** What companies can be segmented by; null: nothing, or HubSpot does not tell. */
async function segmentsOf(deps: BulletinDeps, portalId: number): Promise<contract.BulletinView['segments']> {
  const name = await deps.db.withPortal(portalId, (tx) => deps.segmentProperty(tx));
  const property = name === null ? undefined : (await deps.companyProperties(portalId))?.find((one) => one.name === name);
  return property === undefined ? null : property.options.slice(0, 500).map(({ value, label }) => ({ value: value.slice(0, 200), label: label.slice(0, 300) }));
}

async function view(tx: Tx, deps: BulletinDeps, { now }: CardRequest, { role, timeZone, segments }: { role: Role; timeZone: string; segments: contract.BulletinView['segments'] }): Promise<contract.BulletinView> {
  const all = await listSubscriptions(tx);
  const names = await deps.desk.names(tx);
  const last = await lastIssues(tx, all.map(({ id }) => id));
  const fates = await deps.fates(tx, [...last.values()].flatMap(({ letterKey }) => letterKey ?? []));
  return {
    ok: true, asOf: now.toISOString(), role, timeZone, segments,
    zones: Intl.supportedValuesOf('timeZone'),
    channel: (await deps.mailChannel(tx))?.state ?? 'none',
    owners: (await deps.members(tx)).map(({ ownerId, name }) => ({ id: String(ownerId), name: name?.slice(0, 300) ?? null })),
    limits: { subscriptions: MOST_SUBSCRIPTIONS, linkDays: LINK_DAYS },
    subscriptions: all.slice(0, 500).map((one) => {
      const issue = last.get(one.id);
      return rowOf(one, { addedBy: names.get(one.addedBy) ?? null, last: issue === undefined ? null : lastView(issue, fates) });
    }),
  };
}

/** What is wrong with what was chosen; undefined where nothing is. An owner who was chosen before may be gone by now. */
async function choiceFault(tx: Tx, deps: BulletinDeps, { schedule, scope }: contract.BulletinChoices, before?: Subscription): Promise<BulletinFault | undefined> {
  if (!isZone(schedule.timeZone)) return 'zone';
  if (scope.kind !== 'owner' || (before?.scope.kind === 'owner' && before.scope.owner === scope.owner)) return undefined;
  return (await deps.members(tx)).some(({ ownerId }) => String(ownerId) === scope.owner) ? undefined : 'owner';
}

async function add(tx: Tx, deps: BulletinDeps, { portalId, userId, now, language }: Asked, { email: typed, again, choices }: contract.AddSubscription): Promise<Made<contract.SavedSubscription> | Refusal> {
  const email = emailAddress(typed);
  if (email === undefined) return bulletinRefusal('email', language);
  const fault = await choiceFault(tx, deps, choices);
  if (fault !== undefined) return bulletinRefusal(fault, language);
  const known = await lockByEmail(tx, email);
  if (known?.state === 'on') return bulletinRefusal('known', language);
  if (known !== undefined && !again) return bulletinRefusal('left', language);
  if ((await listSubscriptions(tx)).filter(({ state }) => state === 'on').length >= MOST_SUBSCRIPTIONS) return bulletinRefusal('most', language);
  const id = known?.id ?? uuid(deps.randomBytes(16));
  await saveSubscription(tx, portalId, { id, email, addedBy: userId, choices }, now);
  return { answer: { ok: true, id }, action: 'bulletin.added', subject: subjectOf({ id }), before: known === undefined ? null : { state: known.state }, after: told(choices) };
}

/** What the audit trail keeps for good: no address and nobody's words. */
function told({ schedule, language, scope }: contract.BulletinChoices): object {
  return { schedule, language, scope };
}

async function changeOne(tx: Tx, deps: BulletinDeps, { params, now, language }: Asked, { revision, choices }: contract.ChangeSubscription): Promise<Made<contract.SavedSubscription> | Refusal> {
  const before = await findSubscription(tx, params.subscriptionId!, { lock: true });
  if (before === undefined || before.state !== 'on') return bulletinRefusal('gone', language);
  if (before.revision !== revision) return bulletinRefusal('changed', language);
  const fault = await choiceFault(tx, deps, choices, before);
  if (fault !== undefined) return bulletinRefusal(fault, language);
  await changeChoices(tx, before, choices, now);
  return { answer: { ok: true, id: before.id }, action: 'bulletin.changed', subject: subjectOf(before), before: told(before), after: told(choices) };
}

async function revoke(tx: Tx, { params, now, language }: Asked): Promise<Made<contract.SavedSubscription> | Refusal> {
  const id = params.subscriptionId!;
  if (!(await endSubscription(tx, id, 'revoked', now))) return bulletinRefusal('gone', language);
  return { answer: { ok: true, id }, action: 'bulletin.revoked', subject: subjectOf({ id }), before: { state: 'on' }, after: { state: 'revoked' } };
}

/** Sends the issue that was due last, marked as a test; what is due goes on as it was. */
async function test(deps: BulletinDeps, request: Asked): Promise<contract.TestedSubscription | Refusal> {
  const { portalId, params, now, language } = request;
  const id = params.subscriptionId!;
  const path = 'POST /api/1/settings/bulletin/:subscriptionId/test';
  const site = { portalId, ...(await deps.portal(portalId)) };
  const seen = (await deps.desk.allows(request, 'manager')) ? await deps.db.withPortal(portalId, (tx) => findSubscription(tx, id)) : undefined;
  const companies = seen === undefined ? null : await companiesOf(deps, portalId, seen.scope);
  return deps.desk.change(request, { level: 'manager', path }, async (tx) => {
    const one = await findSubscription(tx, id);
    if (one === undefined || one.state !== 'on') return bulletinRefusal('gone', language);
    if (companies === 'unknown' || one.revision !== seen?.revision) return bulletinRefusal(companies === 'unknown' ? 'later' : 'changed', language);
    const day = dueDay(one.schedule, { now, since: new Date(0), lastDay: null })!;
    const state = await makeIssue(tx, deps, site, { one, companies, day, test: true, now });
    return { answer: { ok: true as const, state }, action: 'bulletin.tested', subject: subjectOf(one), before: null, after: { state } };
  });
}

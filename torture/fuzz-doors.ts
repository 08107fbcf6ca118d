import { createHmac } from 'node:crypto';
import type { Draw } from '../sandbox/random.ts';
import type { Place } from './place.ts';
import { asUser, type Asked, signatureOf } from './requests.ts';
import { bulletinChoices } from './tenant-account.ts';
import { playbookContent, caseSettings } from './tenant-doors.ts';

export interface FuzzPlace {
  place: Place;
  csvPath: string;
  keys: readonly string[];
}

/** A valid request, before it is broken; `sign` gets what will be sent and may add to its path. */
export interface Valid {
  method: 'GET' | 'POST';
  path: string;
  /** JSON, or a CSV file as a text. */
  body?: object | string;
  headers?: Record<string, string>;
  sign(asked: Omit<Asked, 'headers'>): [path: string, headers: Record<string, string>];
}

export interface FuzzDoor {
  name: string;
  make(draw: Draw): Valid;
}

/** What a kind of door took and how it bore it; `ms` of each answer. */
export interface Toll {
  name: string;
  inputs: number;
  /** Answered below 400: a fuzz that nothing lets in tries the doormat only. */
  taken: number;
  faults: number;
  cut: number;
  ms: number[];
}

const WEIGHTS = ['contact-recency', 'deals', 'nps', 'open-tickets', 'satisfaction'].map((signal) => ({ signal, weight: 10 }));
const UUID = '0b6f1c9e-5a3d-4a53-9a55-2d2f6b5b7a11';

/** The kinds of doors, each with valid requests of all its routes. */
export function createFuzzDoors({ place, csvPath, keys }: FuzzPlace): FuzzDoor[] {
  const secret = place.env.HUBSPOT_CLIENT_SECRET!;
  const appId = Number(place.env.HUBSPOT_APP_ID);
  const user = { portalId: place.portalId, userId: 9001, email: 'ana@agencia.example' };
  const byUser: Valid['sign'] = (asked) => {
    const path = asUser(asked.path, user, appId);
    return [path, signatureOf(secret, { ...asked, path }, new Date())];
  };
  // HubSpot signs the address it was given, which is the server's own whatever came behind it.
  const byHubspot = (own: string): Valid['sign'] => (asked) => [asked.path, signatureOf(secret, { ...asked, path: own }, new Date())];
  const bare: Valid['sign'] = ({ path }) => [path, {}];
  let made = 0;
  const change = (): string => `fuzz-change-${String(++made).padStart(10, '0')}`;
  const card = (method: Valid['method'], path: string, body?: object): Valid => ({ method, path, sign: byUser, ...(body && { body }) });
  const hookPath = place.hook.address.slice(place.url.length);
  const day = () => new Date().toISOString();

  return [
    { name: 'cards', make: (draw) => card('GET', `/api/1/${draw.pick(['health', 'nps', 'summary'])}/501?lang=${draw.pick(['pt-BR', 'en'])}`) },
    { name: 'settings', make: (draw) => draw.pick(settingsRequests(card, change)) },
    { name: 'home', make: (draw) => draw.pick(homeRequests(card, change)) },
    { name: 'cases', make: (draw) => draw.pick(caseRequests(card, change)) },
    { name: 'handoff', make: (draw) => draw.pick(handoffRequests(card, change)) },
    {
      name: 'hooks-json',
      make: () => ({
        method: 'POST', path: hookPath, sign: ({ path, body }) => [path, { 'x-signature': createHmac('sha256', place.hook.secret).update(body).digest('hex') }],
        body: { id: `f${++made}`, survey: { id: 's1', name: 'Relacionamento' }, kind: 'relational', channel: 'email', score: 9, comment: 'Bom', respondent: { email: `f${made}@example.com`, name: 'Ana', role: 'Diretora', id: 'p1' }, company: { id: '501', cnpj: '11222333000181', domain: 'acme.com.br' }, answeredAt: day(), updatedAt: day(), sentAt: day() },
      }),
    },
    { name: 'hooks-csv', make: (draw) => ({ method: 'POST', path: csvPath + draw.pick(['', '?dryRun=1', '?lang=en']), sign: bare, body: `id;email;nome;nota;comentario;data\nc${++made};c${made}@example.com;Ana;9;"Bom; muito";10/11/2026\nd${made};d${made}@example.com;Bia;3;Ruim;2026-11-09` }) },
    {
      name: 'usage',
      make: (draw) => {
        const event = { id: `u${++made}`, companyId: 501, cnpj: '11222333000181', domain: 'acme.com.br', externalId: 'acme-1', day: day().slice(0, 10), at: day(), logins: 12, activeUsers: 3, seats: 9 };
        const bulk = draw.chance(0.08);
        return { method: 'POST', path: bulk ? '/v1/usage/bulk' : '/v1/usage', sign: bare, headers: { authorization: `Bearer ${keys[made % keys.length]}` }, body: bulk ? [event, { ...event, id: `v${made}` }] : event };
      },
    },
    {
      name: 'hubspot-webhooks',
      make: (draw) => ({
        method: 'POST', path: '/webhooks/hubspot', sign: byHubspot('/webhooks/hubspot'),
        body: [
          { eventId: ++made, subscriptionId: 1, portalId: place.portalId, appId, occurredAt: Date.now(), subscriptionType: draw.pick(['object.propertyChange', 'object.creation', 'object.deletion', 'object.restore', 'contact.creation']), objectTypeId: draw.pick(['0-1', '0-2', '0-3', '0-5']), objectId: 501, propertyName: 'name', propertyValue: 'Acme', changeSource: 'CRM_UI', sourceId: 'userId:1' },
          { eventId: ++made, subscriptionId: 1, portalId: place.portalId, appId, occurredAt: Date.now(), subscriptionType: 'object.merge', objectTypeId: '0-2', objectId: 501, primaryObjectId: 501, mergedObjectIds: [502], newObjectId: 503 },
          { eventId: ++made, subscriptionId: 1, portalId: place.portalId, appId, occurredAt: Date.now(), subscriptionType: 'object.associationChange', associationType: 'CONTACT_TO_COMPANY', fromObjectId: 1, toObjectId: 501, fromObjectTypeId: '0-1', toObjectTypeId: '0-2', associationRemoved: false, isPrimaryAssociation: true },
        ],
      }),
    },
    { name: 'workflow-actions', make: (draw) => actionRequest(draw, { byHubspot, portalId: place.portalId, callbackId: `ap-${++made}` }) },
    { name: 'oauth-callback', make: (draw) => ({ method: 'GET', path: `/oauth/callback?${draw.pick(['code=abc&state=def', 'error=access_denied', `state=${'A'.repeat(43)}&code=x`, 'state=a&state=b&code=x'])}`, sign: bare, headers: { cookie: `baton_install=${'B'.repeat(43)}` } }) },
  ];
}

function actionRequest(draw: Draw, { byHubspot, portalId, callbackId }: { byHubspot(path: string): Valid['sign']; portalId: number; callbackId: string }): Valid {
  const [action, objectType, inputFields] = draw.pick([['recalculate-health', 'COMPANY', {}], ['start-handoff', 'DEAL', {}], ['complete-step', 'COMPANY', { step: 'accept' }]] as const);
  const path = `/workflow-actions/${action}`;
  const origin = { portalId, actionDefinitionId: 1, actionDefinitionVersion: 1 };
  return { method: 'POST', path, sign: byHubspot(path), body: { callbackId, origin, context: { source: 'WORKFLOWS', workflowId: 1 }, object: { objectId: 501, objectType, properties: {} }, inputFields } };
}

function handoffRequests(card: MakeCard, change: () => string): Valid[] {
  const one = `/api/1/handoffs/${UUID}`;
  return [
    card('GET', '/api/1/handoffs/deal/601?lang=en'),
    card('POST', '/api/1/handoffs/deal/601/start?lang=pt-BR', { key: change() }),
    card('POST', `${one}/field?lang=en`, { field: 'scope', text: 'Acme', base: 1 }),
    card('POST', `${one}/kick-off?lang=en`, { section: 'journey', text: 'Acme', notApplicable: '' }),
    card('POST', `${one}/steps?lang=en`, { key: change(), step: { kind: 'return', gaps: [{ field: 'scope', note: 'Acme' }] } }),
    card('POST', `${one}/steps?lang=en`, { key: change(), step: { kind: 'reach-first-value', on: '2026-11-30' } }),
    card('POST', `${one}/steps?lang=en`, { key: change(), step: { kind: 'accept', owner: '701' } }),
    card('POST', `${one}/read?lang=en`, {}),
    card('GET', '/api/1/settings/handoff?lang=pt-BR'),
    card('POST', '/api/1/settings/handoff/team?lang=en', { key: change(), team: ['701'] }),
    card('GET', '/api/1/settings/company-properties?lang=en'),
    card('POST', '/api/1/settings/handoff/starts?lang=en', { key: change(), starts: [{ pipeline: 'default', stage: 'contractsent' }] }),
    card('POST', '/api/1/settings/handoff/import?lang=en', { key: change(), days: 90 }),
    card('POST', `${one}/steps?lang=en`, { key: change(), step: { kind: 'pause', reason: 'Acme' } }),
    card('POST', `${one}/steps?lang=en`, { key: change(), step: { kind: 'skip-step', item: 'welcome', reason: 'Acme' } }),
    card('GET', '/api/1/onboarding/501?lang=en'),
    ...playbookRequests(card, change),
  ];
}

function playbookRequests(card: MakeCard, change: () => string): Valid[] {
  const base = '/api/1/settings/playbooks';
  return [
    card('GET', `${base}?lang=en`),
    card('POST', `${base}?lang=pt-BR`, { key: change(), from: 'standard' }),
    card('POST', `${base}/standard/draft?lang=en`, { key: change(), revision: 0, content: playbookContent('Acme') }),
    card('POST', `${base}/standard/change?lang=en`, { key: change(), revision: 1, change: 'publish' }),
    card('POST', '/api/1/settings/dry-run?lang=en', { dealId: '601', drafts: true }),
    card('GET', '/api/1/settings/calendar?lang=pt-BR'),
    card('POST', '/api/1/settings/calendar?lang=en', { key: change(), revision: 0, calendar: { timeZone: 'America/Manaus', week: ['', '9-12, 13-18', '9-18', '9-18', '9-18', '9-18', ''], holidays: [{ day: '2026-12-25', name: 'Natal' }] } }),
  ];
}

function caseRequests(card: MakeCard, change: () => string): Valid[] {
  const one = `/api/1/cases/${UUID}/steps`;
  return [
    card('GET', '/api/1/cases/company/501?lang=en'),
    card('GET', '/api/1/cases/contact/601?lang=pt-BR'),
    card('POST', `${one}?lang=en`, { key: change(), revision: 1, step: 'acknowledge' }),
    card('POST', `${one}?lang=pt-BR`, { key: change(), revision: 1, step: 'close', note: 'Acme', reason: 'other' }),
    card('GET', `/api/1/home/cases?lang=en&list=overdue&scope=all&owner=701&class=detractor&after=1790000000000%3A${UUID}`),
    card('POST', '/api/1/home/cases/acknowledge?lang=en', { key: change(), caseIds: [UUID] }),
    card('GET', '/api/1/home/cases/figures?lang=pt-BR&days=30'),
    card('GET', '/api/1/settings/cases?lang=en'),
    card('POST', '/api/1/settings/cases?lang=en', { key: change(), revision: 0, settings: caseSettings('701') }),
  ];
}

type MakeCard = (method: Valid['method'], path: string, body?: object) => Valid;

function homeRequests(card: MakeCard, change: () => string): Valid[] {
  return [
    card('GET', '/api/1/home/companies?lang=en&band=watch&owner=701&search=acme&after=55.5%3A501'),
    card('GET', `/api/1/home/handoffs?lang=en&mine=mine&leg=sales&state=draft&after=1790000000000%3A${UUID}`),
    card('GET', '/api/1/home/handoffs/figures?lang=pt-BR&mine=&days=90'),
    card('GET', `/api/1/home/review?lang=en&part=unmatched&after=1790000000000%3A${UUID}`),
    card('GET', '/api/1/home/sources?lang=pt-BR'),
    card('GET', '/api/1/home/use?lang=pt-BR'),
    card('GET', `/api/1/home/review/decided?lang=en&after=1790000000000%3A${UUID}`),
    card('GET', '/api/1/home/review/companies?lang=en&search=acme'),
    card('POST', '/api/1/home/review/dismiss?lang=en', { key: change(), answerId: UUID, reason: 'duplicate' }),
    card('POST', '/api/1/home/review/undo?lang=en', { key: change(), answerId: UUID, decidedAt: '2026-11-21T14:30:00.000Z' }),
    card('POST', '/api/1/home/review/settle?lang=en', { key: change(), answerId: UUID, companyId: '501' }),
  ];
}

function settingsRequests(card: MakeCard, change: () => string): Valid[] {
  const base = '/api/1/settings';
  return [
    card('GET', `${base}/connection?lang=en`),
    card('GET', `${base}/sources?lang=pt-BR`),
    card('GET', `${base}/sources/brinquedo/deliveries?lang=en`),
    card('GET', `${base}/weights?lang=en`),
    card('GET', `${base}/roles?lang=en`),
    card('GET', `${base}/audit?lang=en&area=source&before=100`),
    card('GET', `${base}/usage-keys?lang=pt-BR`),
    card('POST', `${base}/usage-keys?lang=en`, { key: change(), name: 'Nova', source: 'app' }),
    card('POST', `${base}/usage-keys/0123456789ab/rotate?lang=en`, { key: change() }),
    card('POST', `${base}/usage-keys/0123456789ab/revoke?lang=en`, { key: change() }),
    card('POST', `${base}/sources?lang=en`, { key: change(), provider: 'webhook', name: 'Nova', settings: { type: 'nps', fields: { score: 'a.b[0]', email: { path: 'x', map: { a: 'b' } }, type: { constant: 'nps' } }, signature: { header: 'x-signature', algorithm: 'sha256' } }, trustedIds: true, signingSecret: 'segredo' }),
    card('POST', `${base}/sources/brinquedo/pause?lang=en`, { key: change(), paused: false }),
    card('POST', `${base}/sources/brinquedo/settings?lang=en`, { key: change(), settings: { type: 'nps', columns: { score: 'nota' }, delimiter: ';', timeZone: 'America/Sao_Paulo' } }),
    card('POST', `${base}/sources/brinquedo/rerun?lang=en`, { key: change(), deliveryId: UUID }),
    card('POST', `${base}/sources/brinquedo/test?lang=en`, { settings: { type: 'nps', scales: { s1: { min: 0, max: 10 } } } }),
    card('GET', `${base}/bulletin?lang=en`),
    card('POST', `${base}/bulletin?lang=en`, { key: change(), email: 'chefe@agencia.example', again: false, choices: bulletinChoices({ kind: 'all' }) }),
    card('POST', `${base}/bulletin/${UUID}?lang=en`, { key: change(), revision: 1, choices: bulletinChoices({ kind: 'segment', segment: 'SMB' }) }),
    card('POST', `${base}/bulletin/${UUID}/test?lang=en`, { key: change() }),
    card('POST', `${base}/bulletin/${UUID}/revoke?lang=en`, { key: change() }),
    card('GET', `${base}/causes?lang=pt-BR`),
    card('POST', `${base}/causes?lang=en`, { key: change(), revision: 0, causes: [{ id: 'price', name: 'Preço', terms: ['caro', 'não barat*'], archived: false }] }),
    card('POST', `${base}/causes/try?lang=en`, { causes: [{ id: null, name: 'Nova', terms: ['zumbid*'], archived: true }], text: 'O zumbido' }),
    card('POST', `/api/1/answers/${UUID}/causes?lang=en`, { key: change(), causeId: 'price', on: true }),
    card('GET', `${base}/channels?lang=en`),
    card('POST', `${base}/channels?lang=en`, { key: change(), kind: 'email', name: 'E-mail', redacted: false, settings: { host: 'smtp.agencia.example', port: '587', user: 'u', password: 'segredo', fromName: 'Baton', fromAddress: 'baton@agencia.example' } }),
    card('POST', `${base}/channels/0123456789abcdef/settings?lang=en`, { key: change(), name: 'Telegram', redacted: true, settings: { token: '', chatId: '-1001' } }),
    card('POST', `${base}/channels/0123456789abcdef/pause?lang=en`, { key: change(), paused: true }),
    card('POST', `${base}/channels/0123456789abcdef/test?lang=en`, { key: change() }),
    card('POST', `${base}/channels/0123456789abcdef/remove?lang=en`, { key: change() }),
    card('POST', `${base}/weights/preview?lang=en`, { weights: WEIGHTS }),
    card('POST', `${base}/weights?lang=en`, { key: change(), basedOn: 1, weights: WEIGHTS }),
    card('POST', `${base}/roles?lang=en`, { key: change(), userId: '9002', role: 'manager' }),
  ];
}

import { createHmac } from 'node:crypto';
import { startingCauses } from '../src/server/causes/starting-lexicon.ts';
import { type Account, bulletinChoices, type Kind } from './tenant-account.ts';

/** A request to be: whose ids stand in it is up to `id`. */
export interface Draft {
  path: string;
  query?: Record<string, string>;
  body?: object;
  /** How the door knows its caller: a card's user, HubSpot itself, the source's secret, an API key, or not at all. */
  by: 'card' | 'hubspot' | 'source' | 'key' | 'nobody';
}

/** Where a draft takes its ids from. */
export type Ids = (kind: Kind) => string;

let made = 0;
/** A key as the pages make one for each change. */
const change = (): string => `torture-change-${String(++made).padStart(8, '0')}`;

const WEIGHTS = ['contact-recency', 'deals', 'nps', 'open-tickets', 'satisfaction', 'usage'].map((signal) => ({ signal, weight: 10 }));
const card = (path: string, rest: Partial<Draft> = {}): Draft => ({ path, query: { lang: 'en' }, by: 'card', ...rest });
const today = (): string => new Date().toISOString();

/** A playbook of two legs. */
export function playbookContent(name: string): object {
  const any = { pipelines: [], minAmount: null, maxAmount: null, words: [], minQuantity: null };
  const leg = (id: string) => ({ id, label: { 'pt-BR': id, en: id }, slaHours: 24, acceptHours: 9, onlyWith: null, steps: [], own: ['Contrato assinado'], gate: false });
  return { name, when: any, legs: [leg('sales'), leg('cs')], required: ['objective'] };
}

/** Settings of cases, with somebody who takes those of nobody. */
export function caseSettings(owner: string): object {
  return {
    opens: { promoter: 'with-comment', passive: 'always', detractor: 'always' }, policies: [{ classes: ['detractor'], segments: ['Enterprise'], hours: 4 }],
    escalation: [{ percent: 100, to: 'lead' }], rules: [{ classes: ['detractor'], kinds: ['relational'], segments: [], minRevenue: 100, owners: [owner], tell: [] }],
    fallback: owner, lead: null, head: null, leaves: [], segmentProperty: 'industry', quiet: { from: '20:00', to: '07:00' }, groupMinutes: 10,
  };
}

/** Every door of the server -> a valid request of it. A door that is missing here fails the figure, as does one that is gone. */
export const doorDrafts: Readonly<Record<string, (id: Ids, account: Account) => Draft>> = {
  'GET /healthz': () => ({ path: '/healthz', by: 'nobody' }),
  'GET /readyz': () => ({ path: '/readyz', by: 'nobody' }),
  'GET /api/1/health/:companyId': (id) => card(`/api/1/health/${id('company')}`),
  'GET /api/1/nps/:companyId': (id) => card(`/api/1/nps/${id('company')}`),
  'GET /api/1/summary/:companyId': (id) => card(`/api/1/summary/${id('company')}`),
  'GET /api/1/settings/connection': () => card('/api/1/settings/connection'),
  'POST /api/1/settings/connection/repair': () => card('/api/1/settings/connection/repair', { body: { key: change() } }),
  'GET /api/1/settings/sources': () => card('/api/1/settings/sources'),
  'POST /api/1/settings/sources': (id) => card('/api/1/settings/sources', { body: { key: change(), provider: 'csv', name: `Fonte de ${id('source')}`, settings: { type: 'nps' }, trustedIds: true, signingSecret: null } }),
  'POST /api/1/settings/sources/:sourceId/pause': (id) => card(`/api/1/settings/sources/${id('source')}/pause`, { body: { key: change(), paused: false } }),
  'POST /api/1/settings/sources/:sourceId/settings': (id) => card(`/api/1/settings/sources/${id('source')}/settings`, { body: { key: change(), settings: { type: 'nps', signature: { header: 'x-signature' } } } }),
  'POST /api/1/settings/sources/:sourceId/rerun': (id) => card(`/api/1/settings/sources/${id('source')}/rerun`, { body: { key: change(), deliveryId: id('delivery') } }),
  'GET /api/1/settings/sources/:sourceId/deliveries': (id) => card(`/api/1/settings/sources/${id('source')}/deliveries`),
  'POST /api/1/settings/sources/:sourceId/test': (id) => card(`/api/1/settings/sources/${id('source')}/test`, { body: { settings: { type: 'nps', signature: { header: 'x-signature' } } } }),
  'GET /api/1/settings/weights': () => card('/api/1/settings/weights'),
  'POST /api/1/settings/weights/preview': () => card('/api/1/settings/weights/preview', { body: { weights: WEIGHTS } }),
  'POST /api/1/settings/weights': (_id, { modelVersion }) => card('/api/1/settings/weights', { body: { key: change(), basedOn: modelVersion, weights: WEIGHTS } }),
  'GET /api/1/settings/roles': () => card('/api/1/settings/roles'),
  'POST /api/1/settings/roles': (id) => card('/api/1/settings/roles', { body: { key: change(), userId: id('user'), role: 'rep' } }),
  'GET /api/1/settings/audit': () => card('/api/1/settings/audit', { query: { lang: 'en', area: '', before: '' } }),
  'GET /api/1/settings/usage-keys': () => card('/api/1/settings/usage-keys'),
  // An account has a limit of keys, which rotating reaches: what is revoked then makes room for one more.
  'POST /api/1/settings/usage-keys/:prefix/rotate': (id) => card(`/api/1/settings/usage-keys/${id('key')}/rotate`, { body: { key: change() } }),
  'POST /api/1/settings/usage-keys/:prefix/revoke': (id) => card(`/api/1/settings/usage-keys/${id('old-key')}/revoke`, { body: { key: change() } }),
  'POST /api/1/settings/usage-keys': (id) => card('/api/1/settings/usage-keys', { body: { key: change(), name: `Chave de ${id('key')}`, source: id('source') } }),
  'GET /api/1/settings/bulletin': () => card('/api/1/settings/bulletin'),
  'POST /api/1/settings/bulletin': (id) => card('/api/1/settings/bulletin', { body: { key: change(), email: `leitor-${++made}@agencia.example`, again: false, choices: bulletinChoices({ kind: 'owner', owner: id('owner') }) } }),
  'POST /api/1/settings/bulletin/:subscriptionId': (id, { bulletin }) => card(`/api/1/settings/bulletin/${id('subscription')}`, { body: { key: change(), revision: bulletin.revision, choices: bulletinChoices({ kind: 'all' }) } }),
  'POST /api/1/settings/bulletin/:subscriptionId/test': (id) => card(`/api/1/settings/bulletin/${id('subscription')}/test`, { body: { key: change() } }),
  'POST /api/1/settings/bulletin/:subscriptionId/revoke': (id) => card(`/api/1/settings/bulletin/${id('subscription')}/revoke`, { body: { key: change() } }),
  'GET /api/1/settings/causes': () => card('/api/1/settings/causes'),
  // Tried before they are saved: the account has one more then.
  'POST /api/1/settings/causes/try': () => card('/api/1/settings/causes/try', { body: { causes: startingCauses(), text: 'Muito caro' } }),
  'POST /api/1/settings/causes': (id) => card('/api/1/settings/causes', { body: { key: change(), revision: 0, causes: [...startingCauses(), { id: null, name: `Causa de ${id('portal')}`, terms: ['matriz'], archived: false }] } }),
  'POST /api/1/answers/:answerId/causes': (id) => card(`/api/1/answers/${id('answer')}/causes`, { body: { key: change(), causeId: 'price', on: true } }),
  'GET /api/1/settings/channels': () => card('/api/1/settings/channels'),
  'POST /api/1/settings/channels': (id) => card('/api/1/settings/channels', { body: { key: change(), kind: 'webhook', name: `Canal de ${id('channel')}`, redacted: false, settings: { url: 'https://receiver.example/hook' } } }),
  'POST /api/1/settings/channels/:channelId/settings': (id) => card(`/api/1/settings/channels/${id('channel')}/settings`, { body: { key: change(), name: 'Canal', redacted: true, settings: { url: 'https://other.example/hook' } } }),
  'POST /api/1/settings/channels/:channelId/pause': (id) => card(`/api/1/settings/channels/${id('channel')}/pause`, { body: { key: change(), paused: false } }),
  'POST /api/1/settings/channels/:channelId/test': (id) => card(`/api/1/settings/channels/${id('channel')}/test`, { body: { key: change() } }),
  'POST /api/1/settings/channels/:channelId/remove': (id) => card(`/api/1/settings/channels/${id('old-channel')}/remove`, { body: { key: change() } }),
  'GET /api/1/home/companies': (id) => card('/api/1/home/companies', { query: { lang: 'en', band: '', owner: id('owner'), search: '', after: '' } }),
  'GET /api/1/home/handoffs': () => card('/api/1/home/handoffs', { query: { lang: 'en', mine: '', leg: '', state: '', after: '' } }),
  'GET /api/1/home/handoffs/figures': () => card('/api/1/home/handoffs/figures', { query: { lang: 'en', mine: '', days: '365' } }),
  'GET /api/1/home/review': () => card('/api/1/home/review', { query: { lang: 'en', after: '' } }),
  'GET /api/1/home/review/decided': () => card('/api/1/home/review/decided', { query: { lang: 'en', after: '' } }),
  'GET /api/1/home/review/companies': () => card('/api/1/home/review/companies', { query: { lang: 'en', search: 'com' } }),
  'POST /api/1/home/review/dismiss': (id) => card('/api/1/home/review/dismiss', { body: { key: change(), answerId: id('spare'), reason: 'test' } }),
  'POST /api/1/home/review/undo': (id, { decidedAt }) => card('/api/1/home/review/undo', { body: { key: change(), answerId: id('decided'), decidedAt } }),
  'POST /api/1/home/review/settle': (id) => card('/api/1/home/review/settle', { body: { key: change(), answerId: id('answer'), companyId: id('candidate') } }),
  'GET /api/1/home/sources': () => card('/api/1/home/sources'),
  'GET /api/1/home/use': () => card('/api/1/home/use'),
  'GET /api/1/handoffs/deal/:dealId': (id) => card(`/api/1/handoffs/deal/${id('deal')}`),
  'POST /api/1/handoffs/deal/:dealId/start': (id) => card(`/api/1/handoffs/deal/${id('deal')}/start`, { body: { key: change() } }),
  'POST /api/1/handoffs/:handoffId/field': (id) => card(`/api/1/handoffs/${id('handoff')}/field`, { body: { field: 'scope', text: 'Matriz' } }),
  'POST /api/1/handoffs/:handoffId/kick-off': (id) => card(`/api/1/handoffs/${id('handoff')}/kick-off`, { body: { section: 'journey', text: 'Matriz', notApplicable: '' } }),
  'POST /api/1/handoffs/:handoffId/steps': (id) => card(`/api/1/handoffs/${id('handoff')}/steps`, { body: { key: change(), step: { kind: 'assign', leg: 'engagement', owner: String(500_000 + made) } } }),
  'POST /api/1/handoffs/:handoffId/read': (id) => card(`/api/1/handoffs/${id('handoff')}/read`, { body: {} }),
  'GET /api/1/settings/handoff': () => card('/api/1/settings/handoff'),
  'POST /api/1/settings/handoff/team': (id) => card('/api/1/settings/handoff/team', { body: { key: change(), team: [id('owner')] } }),
  'GET /api/1/settings/company-properties': () => card('/api/1/settings/company-properties'),
  'POST /api/1/settings/handoff/starts': () => card('/api/1/settings/handoff/starts', { body: { key: change(), starts: [{ pipeline: 'default', stage: 'contractsent' }] } }),
  'POST /api/1/settings/handoff/import': () => card('/api/1/settings/handoff/import', { body: { key: change(), days: 365 } }),
  'GET /api/1/onboarding/:companyId': (id) => card(`/api/1/onboarding/${id('company')}`),
  'GET /api/1/settings/playbooks': () => card('/api/1/settings/playbooks'),
  'POST /api/1/settings/playbooks': (id) => card('/api/1/settings/playbooks', { body: { key: change(), from: id('playbook') } }),
  'POST /api/1/settings/playbooks/:playbookId/draft': (id) => card('/api/1/settings/playbooks/standard/draft', { body: { key: change(), revision: 0, content: playbookContent(`Playbook de ${id('portal')}`) } }),
  'POST /api/1/settings/playbooks/:playbookId/change': (id) => card(`/api/1/settings/playbooks/${id('playbook')}/change`, { body: { key: change(), revision: 1, change: 'archive' } }),
  'GET /api/1/settings/playbooks/:playbookId/variation': (id) => card(`/api/1/settings/playbooks/${id('playbook')}/variation`),
  'POST /api/1/settings/dry-run': (id) => card('/api/1/settings/dry-run', { body: { dealId: id('deal'), drafts: true } }),
  'GET /api/1/settings/calendar': () => card('/api/1/settings/calendar'),
  'POST /api/1/settings/calendar': () => card('/api/1/settings/calendar', { body: { key: change(), revision: 0, calendar: { timeZone: null, week: ['', '9-18', '9-18', '9-18', '9-18', '9-18', ''], holidays: [] } } }),
  'GET /api/1/cases/company/:companyId': (id) => card(`/api/1/cases/company/${id('company')}`),
  'GET /api/1/cases/contact/:contactId': (id) => card(`/api/1/cases/contact/${id('contact')}`),
  // A case that somebody has taken a step with has another revision: a refusal for it is a refusal all the same.
  'POST /api/1/cases/:caseId/steps': (id) => card(`/api/1/cases/${id('case')}/steps`, { body: { key: change(), revision: 1, step: 'answer', note: 'Matriz' } }),
  'GET /api/1/home/cases': (id) => card('/api/1/home/cases', { query: { lang: 'en', list: 'open', scope: 'all', owner: id('owner'), class: '', after: '' } }),
  'POST /api/1/home/cases/acknowledge': (id) => card('/api/1/home/cases/acknowledge', { body: { key: change(), caseIds: [id('case')] } }),
  'GET /api/1/home/cases/figures': () => card('/api/1/home/cases/figures', { query: { lang: 'en', days: '90' } }),
  'GET /api/1/settings/cases': () => card('/api/1/settings/cases'),
  'POST /api/1/settings/cases': (id) => card('/api/1/settings/cases', { body: { key: change(), revision: 0, settings: caseSettings(id('owner')) } }),
  // A link is its reader's: it carries no id that another account's could stand for.
  'GET /b/:token': (_id, { bulletin }) => ({ path: `/b/${bulletin.view}`, by: 'nobody' }),
  'GET /b/:token/preferences': (_id, { bulletin }) => ({ path: `/b/${bulletin.view}/preferences`, by: 'nobody' }),
  'POST /b/:token/preferences': (_id, { bulletin }) => ({ path: `/b/${bulletin.view}/preferences`, by: 'nobody', body: {} }),
  'GET /b/:token/unsubscribe': (_id, { bulletin }) => ({ path: `/b/${bulletin.leave}/unsubscribe`, by: 'nobody' }),
  'POST /b/:token/unsubscribe': (_id, { bulletin }) => ({ path: `/b/${bulletin.leave}/unsubscribe`, by: 'nobody', body: {} }),
  'GET /oauth/install': () => ({ path: '/oauth/install', by: 'nobody' }),
  'GET /oauth/callback': (id) => ({ path: '/oauth/callback', query: { code: `code-of-${id('portal')}`, hub_id: id('portal') }, by: 'nobody' }),
  'POST /webhooks/hubspot': (id) => ({
    path: '/webhooks/hubspot', by: 'hubspot',
    body: [
      { eventId: ++made, subscriptionId: 1, portalId: Number(id('portal')), appId: 1, occurredAt: Date.now(), subscriptionType: 'object.propertyChange', objectTypeId: '0-2', propertyName: 'name', objectId: Number(id('company')) },
      { eventId: ++made, subscriptionId: 1, portalId: Number(id('portal')), appId: 1, occurredAt: Date.now(), subscriptionType: 'contact.privacyDeletion', objectId: Number(id('contact')) },
    ],
  }),
  'POST /workflow-actions/recalculate-health': (id) => ({
    path: '/workflow-actions/recalculate-health', by: 'hubspot',
    body: { callbackId: id('callback'), origin: { portalId: Number(id('portal')) }, object: { objectId: Number(id('company')), objectType: 'COMPANY' }, inputFields: {} },
  }),
  'POST /workflow-actions/start-handoff': (id) => ({
    path: '/workflow-actions/start-handoff', by: 'hubspot',
    body: { callbackId: id('callback'), origin: { portalId: Number(id('portal')) }, object: { objectId: Number(id('deal')), objectType: 'DEAL' }, inputFields: {} },
  }),
  'POST /workflow-actions/complete-step': (id) => ({
    path: '/workflow-actions/complete-step', by: 'hubspot',
    body: { callbackId: id('callback'), origin: { portalId: Number(id('portal')) }, object: { objectId: Number(id('company')), objectType: 'COMPANY' }, inputFields: { step: 'accept' } },
  }),
  'GET /hooks/:portalId/:sourceId/:secret': (id, { hook }) => ({ path: `/hooks/${id('portal')}/${id('source')}/${hook.secret}`, by: 'nobody' }),
  'POST /hooks/:portalId/:sourceId/:secret': (id, { hook }) => ({
    path: `/hooks/${id('portal')}/${id('source')}/${hook.secret}`, by: 'source',
    body: { id: `e2-${++made}`, score: 5, comment: 'Matriz', respondent: { email: id('email') }, company: { id: id('company'), cnpj: id('cnpj') }, answeredAt: today() },
  }),
  'POST /v1/usage': (id) => ({ path: '/v1/usage', by: 'key', body: { id: `e2-${++made}`, companyId: Number(id('company')), day: today().slice(0, 10), logins: 1 } }),
  'POST /v1/usage/bulk': (id) => ({
    path: '/v1/usage/bulk', by: 'key',
    body: [{ companyId: Number(id('company')) }, { domain: id('domain') }, { cnpj: id('cnpj') }, { externalId: id('external') }].map((reference) => ({ id: `e2-${++made}`, ...reference, day: today().slice(0, 10), logins: 1 })),
  }),
};

/** The signature of the account's own survey source. */
export function sourceSignature({ hook }: Pick<Account, 'hook'>, body: Buffer): Record<string, string> {
  return { 'x-signature': createHmac('sha256', hook.signing).update(body).digest('hex') };
}

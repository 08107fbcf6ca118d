import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { SandboxUser } from '../sandbox/core.ts';
import { findIssue } from '../src/server/bulletin/issue-store.ts';
import { linksOf } from '../src/server/bulletin/links.ts';
import type { Inside } from './inside.ts';
import { ask, asUser, type Asked, type CardUser, lanes, signatureOf } from './requests.ts';

/** What of an account stands in a request: a foreign one is tried in its place. */
export const KINDS = [
  'portal', 'user', 'company', 'candidate', 'contact', 'ticket', 'owner', 'source', 'delivery', 'answer', 'spare',
  'decided', 'key', 'old-key', 'callback', 'cnpj', 'domain', 'external', 'email', 'deal', 'handoff', 'playbook', 'channel', 'old-channel', 'case', 'subscription',
] as const;
export type Kind = (typeof KINDS)[number];

/** An account full of data, all of whose texts hold one word that no other account has. */
export interface Account {
  portalId: number;
  word: string;
  ids: Readonly<Record<Kind, string>>;
  users: { admin: CardUser; manager: CardUser; rep: CardUser };
  /** Of its weights. */
  modelVersion: number;
  /** When somebody decided on the answer `decided`. */
  decidedAt: string;
  /** Secrets of its own doors. */
  hook: { secret: string; signing: string };
  usageKey: string;
  /** Revision of the reader's subscription, and the tokens of a reader's links. */
  bulletin: { revision: number; view: string; leave: string };
}

/** A bulletin of these companies. */
export function bulletinChoices(scope: object): object {
  return { schedule: { frequency: 'daily', weekday: 1, monthDay: 1, time: '08:00', timeZone: 'America/Sao_Paulo' }, language: 'pt-BR', scope, reason: '' };
}

/** The id that both accounts have a company of: HubSpot's ids are unique in an account only. */
const TWIN = '7000000001';

/** Adds an account to the sandbox and fills it by its doors. @param digit 1 to 9: begins its ids. */
export async function plantAccount(inside: Inside, digit: number, word: string, cnpj: string): Promise<Account> {
  const portalId = digit * 101;
  const id = (n: number): string => String(digit * 1_000_000 + n);
  const user = (n: number, role: SandboxUser['role']): SandboxUser => ({ id: Number(id(n)), email: `${word}.${role}@agencia.example`, firstName: word, lastName: role, role, ownerId: id(n + 50), locale: 'pt-br' });
  const people = [user(1, 'admin'), user(2, 'manager'), user(3, 'cs-rep')];
  inside.sandbox.world.addPortal({ portalId, name: `Conta ${word}`, timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: `app-${word}.hubspot.com`, users: people });
  plantCrm(inside, portalId, { id, word, cnpj });
  await inside.install(portalId);

  const signing = randomBytes(16).toString('hex');
  const hook = await inside.addSource({ portalId, provider: 'webhook', name: `Fonte ${word}`, sourceId: `fonte-${word}`, settings: { type: 'nps', signature: { header: 'x-signature' } }, signingSecret: signing });
  const { prefix, key } = await inside.addKey({ portalId, name: `Chave ${word}` });
  const old = await inside.addKey({ portalId, name: `Chave ${word} antiga` });
  const [admin, manager, rep] = people.map((one) => ({ portalId, userId: one.id, email: one.email })) as [CardUser, CardUser, CardUser];
  const account = { portalId, word, users: { admin, manager, rep }, hook: { secret: hook.address.split('/').at(-1)!, signing }, usageKey: key };
  await plantByDoors(inside, account, { address: hook.address, company: id(101), callback: `ap-${id(900)}`, cnpj });
  const answerId = (external: string): Promise<string> => found(`select answer_id as id from answers where portal_id = ${portalId} and external_id = '${external}-${word}'`);
  const found = async (statement: string): Promise<string> => (await sql<{ id: string }>`${sql.raw(statement)}`.execute(inside.kysely)).rows[0]!.id;
  const decided = await answerId('r4');
  const handoff = await startHandoff(inside, admin, id(401));
  const playbook = await clonePlaybook(inside, admin);
  const channels = await addChannels(inside, admin, word);
  const { subscription, ...bulletin } = await addReaders(inside, admin, id(51));
  // What it writes to HubSpot is the account's own doing, not another one's.
  await inside.rest();
  return {
    ...account,
    bulletin,
    decidedAt: await dismiss(inside, admin, decided),
    modelVersion: Number(await found(`select max(version) as id from health_models where portal_id = ${portalId}`)),
    ids: {
      portal: String(portalId), user: id(3), company: id(101), candidate: id(102), contact: id(201), ticket: id(301), owner: id(51), source: hook.sourceId, key: prefix, 'old-key': old.prefix, callback: `ap-${id(900)}`, cnpj,
      domain: `${word}.com.br`, external: `${word}-ext`, email: `pessoa@${word}.com.br`,
      delivery: await found(`select delivery_id as id from deliveries where portal_id = ${portalId} and state = 'failed'`),
      answer: await answerId('r2'),
      spare: await answerId('r3'),
      decided, deal: id(401), handoff, playbook, subscription, ...channels,
      case: await found(`select case_id as id from cases where portal_id = ${portalId}`),
    },
  };
}

/** Starts the handoff of a deal, full of the account's own words; its id. */
async function startHandoff(inside: Inside, admin: CardUser, dealId: string): Promise<string> {
  await inside.post(admin, `/api/1/handoffs/deal/${dealId}/start?lang=en`, { key: `handoff-of-${dealId}` });
  const { rows } = await sql<{ id: string }>`select handoff_id as id from handoffs where portal_id = ${admin.portalId}`.execute(inside.kysely);
  return rows[0]!.id;
}

/** Clones the standard playbook; the copy's id. */
async function clonePlaybook(inside: Inside, admin: CardUser): Promise<string> {
  await inside.post(admin, '/api/1/settings/playbooks?lang=en', { key: `playbook-of-${admin.portalId}-account`, from: 'standard' });
  const { rows } = await sql<{ id: string }>`select playbook_id as id from playbooks where portal_id = ${admin.portalId}`.execute(inside.kysely);
  return rows[0]!.id;
}

/** Adds two channels to an address of the account's own; their ids. */
async function addChannels(inside: Inside, admin: CardUser, word: string): Promise<{ channel: string; 'old-channel': string }> {
  const settings = { url: `https://${word}.example/hook` };
  for (const n of [1, 2]) await inside.post(admin, '/api/1/settings/channels?lang=en', { key: `channel-of-${admin.portalId}-${n}-account`, kind: 'webhook', name: `Canal ${word}`, redacted: false, settings });
  const { rows } = await sql<{ id: string }>`select channel_id as id from channels where portal_id = ${admin.portalId} order by channel_id`.execute(inside.kysely);
  return { channel: rows[0]!.id, 'old-channel': rows[1]!.id };
}

/** Adds two readers of the bulletin, and sends one of them a test; the other's id, and what stands in the links of the one. */
async function addReaders(inside: Inside, admin: CardUser, owner: string): Promise<{ subscription: string; revision: number; view: string; leave: string }> {
  const { portalId } = admin;
  const add = async (name: string): Promise<{ id: string; revision: number }> => {
    const email = `${name}-${portalId}@agencia.example`;
    await inside.post(admin, '/api/1/settings/bulletin?lang=en', { key: `reader-${name}-of-${portalId}`, email, again: false, choices: bulletinChoices({ kind: 'owner', owner }) });
    const { rows } = await sql<{ id: string; revision: number }>`select subscription_id as id, revision from bulletin_subscriptions where portal_id = ${portalId} and email = ${email}`.execute(inside.kysely);
    return rows[0]!;
  };
  const [kept, reader] = [await add('chefe'), await add('leitor')];
  await inside.post(admin, `/api/1/settings/bulletin/${reader.id}/test?lang=en`, { key: `test-of-a-reader-of-${portalId}` });
  const { rows } = await sql<{ id: string }>`select issue_id as id from bulletin_issues where portal_id = ${portalId}`.execute(inside.kysely);
  const issue = await inside.app.db.withPortal(portalId, (tx) => findIssue(tx, rows[0]!.id));
  const links = linksOf(inside.secrets, '', portalId, issue!);
  return { subscription: kept.id, revision: kept.revision, view: links.view.slice('/b/'.length), leave: links.leave.slice('/b/'.length, -'/unsubscribe'.length) };
}

/** Decides on an answer as the account's admin; tells when that was. */
async function dismiss(inside: Inside, admin: CardUser, answerId: string): Promise<string> {
  await inside.post(admin, '/api/1/home/review/dismiss?lang=en', { key: `dismissal-${answerId}`, answerId, reason: 'other' });
  const { rows } = await sql<{ at: Date }>`select decided_at as at from answers where answer_id = ${answerId}::uuid`.execute(inside.kysely);
  return rows[0]!.at.toISOString();
}

function plantCrm(inside: Inside, portalId: number, { id, word, cnpj }: { id: (n: number) => string; word: string; cnpj: string }): void {
  const crm = inside.sandbox.world.store(portalId)!;
  const before = (days: number): string => new Date(inside.now().getTime() - days * 86_400_000).toISOString();
  const company = (companyId: string, name: string, domain: string, more = {}): string =>
    crm.insert('companies', { id: companyId, createdAt: before(800), updatedAt: before(9), properties: { name, domain, lifecyclestage: 'customer', hs_lifecyclestage_customer_date: before(700), hubspot_owner_id: id(51), ...more } }).id;
  const own = company(id(101), `Empresa ${word}`, `${word}.com.br`, crm.properties('companies').some(({ name }) => name === 'cnpj') ? { cnpj } : {});
  company(id(102), `Filial um ${word}`, `grupo-${word}.com.br`);
  company(id(103), `Filial dois ${word}`, `grupo-${word}.com.br`);
  company(TWIN, `Gemea ${word}`, `gemea-${word}.com.br`);
  const contact = crm.insert('contacts', { id: id(201), createdAt: before(400), properties: { email: `pessoa@${word}.com.br`, firstname: 'Pessoa', lastname: word, jobtitle: 'Diretora' } });
  crm.link('contacts', contact.id, 'companies', own, true);
  const ticket = crm.insert('tickets', { id: id(301), createdAt: before(1), properties: { subject: `Chamado ${word}`, hs_pipeline: '0', hs_pipeline_stage: '1', hs_ticket_priority: 'MEDIUM' } });
  crm.link('tickets', ticket.id, 'companies', own, true);
  const deal = crm.insert('deals', { id: id(401), createdAt: before(20), properties: { dealname: `Contrato ${word}`, pipeline: 'default', dealstage: 'contractsent', amount: '12000', hubspot_owner_id: id(51) } });
  crm.link('deals', deal.id, 'companies', own, true);
}

/** Answers, a case, quarantine, usage, roles and a workflow's callback, by the account's own doors. */
async function plantByDoors(inside: Inside, account: Omit<Account, 'ids' | 'modelVersion' | 'decidedAt' | 'bulletin'>, own: { address: string; company: string; callback: string; cnpj: string }): Promise<void> {
  const { portalId, word, users, hook, usageKey } = account;
  const { appId, clientSecret } = inside.config.hubspot;
  const agent = lanes(2);
  const send = async (path: string, body: object, sign: (asked: Omit<Asked, 'headers'>) => Record<string, string>): Promise<void> => {
    const asked = { method: 'POST', path, body: Buffer.from(JSON.stringify(body)) };
    const answer = await ask(inside.url, { ...asked, headers: { 'content-type': 'application/json', ...sign(asked) } }, agent);
    if (answer.kind === 'cut' || answer.status !== 200) throw new Error(`${path} did not take what the account is made of: ${JSON.stringify(answer)}`);
  };
  const bySource = ({ body }: Pick<Asked, 'body'>) => ({ 'x-signature': createHmac('sha256', hook.signing).update(body).digest('hex') });
  const byHubspot = (asked: Omit<Asked, 'headers'>) => signatureOf(clientSecret, asked, inside.now());
  const answered = inside.now().toISOString();
  await send(own.address, { id: `r1-${word}`, score: 3, comment: `Palavras ${word}`, respondent: { email: `pessoa@${word}.com.br`, name: `Pessoa ${word}` }, answeredAt: answered }, bySource);
  for (const id of ['r2', 'r3', 'r4']) {
    await send(own.address, { id: `${id}-${word}`, score: 9, comment: `Revisar ${word}`, respondent: { email: `alguem@grupo-${word}.com.br`, name: `Alguem ${word}` }, answeredAt: answered }, bySource);
  }
  await send(own.address, { nothing: `Quarentena ${word}` }, bySource);
  for (const reference of [{ companyId: Number(own.company) }, { companyId: Number(TWIN) }, { externalId: `${word}-ext` }]) {
    await send('/v1/usage', { id: `u-${word}-${JSON.stringify(reference)}`, ...reference, day: answered.slice(0, 10), logins: 12, activeUsers: 3, seats: 9 }, () => ({ authorization: `Bearer ${usageKey}` }));
  }
  // The account's cases began with the first answers: this one comes after.
  await inside.rest();
  await send(own.address, { id: `r5-${word}`, score: 2, comment: `Caso ${word}`, respondent: { email: `pessoa@${word}.com.br` }, answeredAt: inside.now().toISOString() }, bySource);
  await send(asUser('/api/1/settings/roles?lang=en', users.admin, appId), { key: `role-of-${word}-00001`, userId: String(users.manager.userId), role: 'manager' }, byHubspot);
  await send('/workflow-actions/recalculate-health', { callbackId: own.callback, origin: { portalId }, object: { objectId: Number(own.company), objectType: 'COMPANY' }, inputFields: {} }, byHubspot);
  agent.destroy();
  await inside.rest();
}

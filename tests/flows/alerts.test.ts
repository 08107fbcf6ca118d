import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact } from '../support/build-account.ts';
import { addChannel, caseSettings, chooseCases } from '../support/case-account.ts';
import { post } from '../support/running-baton.ts';
import { startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

const BIA = '10112';
const TOLD = 35;

let baton: Awaited<ReturnType<typeof startSettings>>;
let hook: string;
let slackId: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    for (let company = 0; company <= TOLD; company += 1) addContact(crm, addCompany(crm, { name: `Empresa ${company}`, domain: `e${company}.com.br`, hubspot_owner_id: BIA }), `ana@e${company}.com.br`);
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  await addChannel(baton, 'email');
  slackId = await addChannel(baton, 'slack', { settings: { url: 'https://hooks.slack.com/services/T1/B1/abcdefgh' }, redacted: true });
});
afterAll(() => baton.close());

const choose = (changes: Parameters<typeof chooseCases>[1]) => chooseCases(baton, changes);
async function answer(company: number, given: object): Promise<void> {
  await post(hook, { id: `r-${company}-${JSON.stringify(given).length}`, respondent: { email: `ana@e${company}.com.br` }, answeredAt: baton.now().toISOString(), ...given });
}
const mails = () => baton.sandbox.outbound.box.mails();
const slack = () => baton.sandbox.outbound.box.posts().filter(({ kind }) => kind === 'slack');

describe('an answer of an unhappy customer', () => {
  test('is in the owner\'s mailbox with the respondent\'s words, and in Slack without them where the admin wants it so', async () => {
    await answer(0, { score: 2, comment: 'Ninguém <b>responde</b> @channel' });
    await baton.idle();
    expect(mails()).toMatchObject([{ recipient: 'bia@agencia.example', subject: 'Detrator: Empresa 0 respondeu 2 de 10 (NPS)' }]);
    expect(mails()[0]!.text).toContain('Ninguém <b>responde</b> @channel');
    expect(mails()[0]!.html).toContain('Ninguém &lt;b&gt;responde&lt;/b&gt;');
    expect(slack()).toHaveLength(1);
    expect(slack()[0]!.body).toContain('Empresa 0');
    expect(slack()[0]!.body).not.toMatch(/responde<|Ana/);
  });

  test('of whom the owner was told just now waits ten minutes, and is told with the others', async () => {
    await answer(1, { score: 3 });
    await answer(2, { score: 9, comment: 'Ótimo' });
    await baton.idle();
    expect(mails()).toHaveLength(1);
    await baton.pass(11 * 60_000);
    expect(mails()).toHaveLength(2);
    expect(mails().find(({ text }) => text?.includes('Empresa 1'))?.text).toContain('Empresa 2');
  });

  test('goes to the backup while the owner is away, and to nobody twice', async () => {
    await choose({ leaves: [{ owner: BIA, backup: '10122', from: '2026-11-01', to: '2026-12-01' }], groupMinutes: 0 });
    await answer(3, { score: 4 });
    await baton.idle();
    expect(mails().filter(({ subject }) => subject.includes('Empresa 3')).map(({ recipient }) => recipient)).toEqual(['caio@agencia.example']);
    await choose({ leaves: [] });
  });

  test('begins with the step that fits its class, and with the account\'s own text where it has one', async () => {
    const last = () => mails().find(({ subject }) => subject.includes('Empresa 35'))!;
    await answer(35, { score: 8 });
    await baton.idle();
    expect(last()).toMatchObject({ subject: 'Neutro: Empresa 35 respondeu 8 de 10 (NPS)', text: expect.stringContaining('Pergunte o que faria a nota subir e registre o que ouvir. Prazo: ') });
    await choose({ texts: { promoter: { headline: '{company} está <feliz>: {score}', lead: '{owner}, agradeça a {person} no Instagram @agencia. {due}.' } } });
    await answer(35, { score: 10, comment: 'Ótimo' });
    await baton.idle();
    const mail = mails().find(({ subject }) => subject === 'Empresa 35 está <feliz>: 10 de 10 (NPS)')!;
    expect(mail.text).toMatch(/Bia Souza, agradeça a Ana Souza no Instagram @agencia\. \d+ de nov/);
    expect(mail.html).toContain('Empresa 35 está &lt;feliz&gt;: 10 de 10 (NPS)');
    const { settings: { rules } } = await caseSettings(baton);
    await choose({ rules: [{ classes: ['promoter'], kinds: [], segments: [], minRevenue: null, owners: [], tell: [{ channelId: slackId, to: 'owner' }] }] });
    await answer(35, { score: 9, comment: 'Muito bom' });
    await baton.idle();
    expect(slack()[0]!.body).toContain('Bia Souza, agradeça a quem respondeu no Instagram @\u2060agencia.');
    await choose({ texts: {}, rules });
  });

  test('at night waits for the morning', async () => {
    await choose({ quiet: { from: '11:00', to: '16:00' } });
    await answer(4, { score: 4 });
    await baton.idle();
    const told = () => mails().filter(({ subject }) => subject.startsWith('Detrator: Empresa 4')).length;
    expect(told()).toBe(0);
    await baton.pass(5 * 3_600_000);
    expect(told()).toBe(1);
    await choose({ quiet: null });
  });
});

test('from the 200 to the mailbox: median and maximum of 30', async () => {
  const before = new Set(mails().map(({ id }) => id));
  const times: number[] = [];
  for (let company = 5; times.length < 30; company += 1) {
    await answer(company, { score: 1 });
    const begun = performance.now();
    await waitUntil('the mail is there', () => mails().some(({ id, subject }) => !before.has(id) && subject.includes(`Empresa ${company} `)));
    times.push(performance.now() - begun);
  }
  const sorted = times.sort((a, b) => a - b).map(Math.round);
  console.log(`from the 200 of an answer to its alert in the mailbox, ${sorted.length} answers: median ${sorted[Math.floor(sorted.length / 2)]} ms, maximum ${sorted.at(-1)} ms`);
  expect(sorted.length).toBe(30);
});

test('nothing of what a respondent wrote, and no secret of a channel, is in the log', () => {
  const log = baton.lines.join('\n');
  expect(log).not.toMatch(/Ninguém|ana@e\d|abcdefgh/);
});

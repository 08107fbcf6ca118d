import { createDraw } from '../../sandbox/random.ts';
import { DEMO_SEED } from '../../sandbox/seed.ts';
import { planCompanies } from '../../sandbox/seed/demo-plan.ts';
import type { DemoHook } from '../../sandbox/core.ts';
import type { TrialSettings } from './settings.ts';

const DAY_MS = 86_400_000;

/** Answers of people whom only a domain tells, which a group and its branch share: a person has to say whose they are. */
const OPEN = [
  { id: 'demo-open-1', daysAgo: 2, score: 4, name: 'Marina Torres', mailbox: 'marina.torres', comment: 'Gosto do produto, mas o suporte demora a responder.' },
  { id: 'demo-open-2', daysAgo: 4, score: 9, name: 'Diego Falcão', mailbox: 'diego.falcao', comment: 'A implantação foi rápida e o time ajudou em tudo.' },
];

/** A file whose score has a heading that nobody told Baton of: it waits until an admin says which column it is. */
function unreadFile(domain: string, at: (daysAgo: number) => string): string {
  return [
    'E-mail;Respondido em;Quanto nos recomenda;Comentário',
    `financeiro@${domain};${at(6).slice(0, 10)};8;Bom custo-benefício`,
    `operacoes@${domain};${at(5).slice(0, 10)};6;Faltam relatórios`,
    '',
  ].join('\n');
}

/** Posts what a newcomer is to find waiting: two answers in the review, and a file that could not be read. Posted again, it changes nothing in the review. */
export async function postDemoAnswers(hooks: readonly DemoHook[], settings: TrialSettings, now: Date): Promise<void> {
  const plans = planCompanies(createDraw(DEMO_SEED));
  const shared = plans.find((plan, index) => plans.findIndex((other) => other.domain === plan.domain) < index);
  if (shared === undefined) throw new Error('No two companies of the demo share a domain.');
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS).toISOString();
  for (const { id, daysAgo, score, name, mailbox, comment } of OPEN) {
    const body = JSON.stringify({ id, score, comment, answeredAt: at(daysAgo), respondent: { email: `${mailbox}@${shared.domain}`, name } });
    const status = await post(hooks, 'webhook', 'application/json', body, settings);
    if (status !== 200) throw new Error(`Baton did not take an answer of the demo (${status}).`);
  }
  const status = await post(hooks, 'csv', 'text/csv', unreadFile(shared.domain, at), settings);
  if (status !== 422) throw new Error(`Baton was to keep the demo's file unread, and answered ${status}.`);
}

/** Posts a body to the demo's source of a kind. @returns the status. */
export async function post(hooks: readonly DemoHook[], kind: string, contentType: string, body: string, settings: TrialSettings): Promise<number> {
  const hook = hooks.find((one) => one.kind === kind);
  if (hook === undefined) throw new Error(`The demo has no source of the kind "${kind}".`);
  const answer = await fetch(hook.url.replace(settings.publicUrl, settings.batonUrl), { method: 'POST', headers: { 'content-type': contentType }, body });
  await answer.arrayBuffer();
  return answer.status;
}

import { z } from 'zod';
import { escapeHtml } from '../../lib/rich-text.ts';
import type { Channel } from '../channel.ts';
import type { Content, Message } from '../message.ts';
import { cut, fitting, headline, messagesOf, toldWords, toneOf } from '../told.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** HubSpot takes no reminder that lies in the past, and the call takes its time. */
const REMINDER_MS = 5 * MINUTE_MS;
const LONGEST_SUBJECT = 250;
/** HubSpot takes 65,536 signs; the mark of the task follows. */
const LONGEST_BODY = 60_000;

const settingsShape = z.strictObject({ dueHours: z.enum(['1', '4', '24']).default('4') });

const due = { '1': { 'pt-BR': 'em 1 hora', en: 'in 1 hour' }, '4': { 'pt-BR': 'em 4 horas', en: 'in 4 hours' }, '24': { 'pt-BR': 'em 1 dia', en: 'in 1 day' } };

/** The content as a task's text, in HubSpot's HTML. */
export function taskBody(content: Content): string {
  const parts = (shown: Message[], leftOut: number) => [...shown.map(bodyOf), ...(leftOut === 0 ? [] : [`<p>${escapeHtml(toldWords(shown[0]!.language).more(leftOut))}</p>`])];
  return fitting(messagesOf(content), (shown, leftOut) => parts(shown, leftOut).join('<hr>'), (body) => body.length <= LONGEST_BODY);
}

function bodyOf(message: Message): string {
  const { title, lead, facts, quote, links, reason } = message;
  return [
    `<p><strong>${escapeHtml(title)}</strong><br>${escapeHtml(toneOf(message))}</p>`,
    lead === null ? '' : `<p>${escapeHtml(lead)}</p>`,
    facts.length === 0 ? '' : `<ul>${facts.map(({ label, value }) => `<li><strong>${escapeHtml(label)}:</strong> ${escapeHtml(value)}</li>`).join('')}</ul>`,
    quote === null ? '' : `<blockquote>${escapeHtml(quote).replaceAll('\n', '<br>')}</blockquote>`,
    links.length === 0 ? '' : `<p>${links.map(({ label, url }) => `<a href="${escapeHtml(new URL(url).href)}">${escapeHtml(label)}</a>`).join(' · ')}</p>`,
    reason === '' ? '' : `<p>${escapeHtml(reason)}</p>`,
  ].join('');
}

/** A task for the owner in HubSpot, which reminds them of it by itself. */
export const part: Channel<z.output<typeof settingsShape>> = {
  id: 'hubspot-task',
  label: { 'pt-BR': 'Tarefa no HubSpot', en: 'Task in HubSpot' },
  reaches: 'people',
  addresses: 'owner',
  settings: [
    {
      id: 'dueHours', input: 'choice', required: true,
      label: { 'pt-BR': 'Vence', en: 'Due' },
      choices: Object.entries(due).map(([value, label]) => ({ value, label })),
    },
  ],
  settingsShape,
  cures: {
    forbidden: { 'pt-BR': 'Instale o Baton de novo e aceite a permissão de escrever contatos, que no HubSpot vale para tarefas; depois teste.', en: "Install Baton again and grant the writing of contacts, which is HubSpot's permission for tasks; then test." },
    recipient: { 'pt-BR': 'Esta pessoa não é proprietária de registros no HubSpot: peça a um administrador que lhe dê acesso, e teste.', en: 'This person owns no records in HubSpot: ask an admin to give them access, and test.' },
  },
  placeOf: () => 'HubSpot',
  async send({ content, to, key, companyId, sentBefore, now }, { dueHours }, { ensureEngagement }) {
    if (to === null) return { ok: false, try: 'never', disables: false, fault: 'recipient' };
    const messages = messagesOf(content);
    const properties = {
      hs_timestamp: new Date(now.getTime() + Number(dueHours) * HOUR_MS).toISOString(),
      hs_task_subject: cut(headline(messages), LONGEST_SUBJECT),
      hs_task_body: taskBody(content),
      hs_task_status: 'NOT_STARTED',
      hs_task_priority: messages.some(({ tone }) => tone === 'bad') ? 'HIGH' : 'NONE',
      hs_task_type: 'TODO',
      hubspot_owner_id: to,
    };
    const wanted = { type: 'tasks' as const, key, companyId, sent: sentBefore };
    const reminder = { hs_task_reminders: String(now.getTime() + REMINDER_MS) };
    let made = await ensureEngagement({ ...wanted, properties: { ...properties, ...reminder } });
    // Accounts differ in what they take of reminders; the task matters more.
    if (made === 'refused') made = await ensureEngagement({ ...wanted, properties });
    if (made === 'forbidden') return { ok: false, try: 'never', disables: true, fault: 'forbidden' };
    return made === 'refused' ? { ok: false, try: 'never', disables: false, fault: 'refused' } : { ok: true };
  },
};

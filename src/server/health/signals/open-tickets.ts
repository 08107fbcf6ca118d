import type { TicketFact } from '../facts.ts';
import { counted, daysInWords } from '../wording.ts';
import type { Signal } from './index.ts';

const DAY_MS = 86_400_000;
const PRIORITY_LOAD = { low: 0.5, medium: 1, high: 2, urgent: 4 } as const;
/** A ticket weighs as much again for each week it stays open, for eight weeks. */
const WEEK_DAYS = 7;
const MAX_WEEKS = 8;
/** The load that halves the value: one high ticket a week old, or four new medium ones. */
const HALVING_LOAD = 4;

export const part: Signal = {
  id: 'open-tickets',
  label: { 'pt-BR': 'Chamados abertos', en: 'Open tickets' },
  defaultWeight: 20,
  halfLifeDays: null,
  evaluate({ company }, { now }) {
    if (!company.hadTickets) return null;
    const open = company.openTickets;
    if (open.length === 0) return { value: 1, confidence: 1, because: [0, 0, 0] };
    let load = 0;
    let oldest = now;
    let pressing = 0;
    for (const ticket of open) {
      load += loadOf(ticket, now);
      oldest = Math.min(oldest, ticket.createdAt);
      if (ticket.priority === 'high' || ticket.priority === 'urgent') pressing += 1;
    }
    return { value: 2 ** (-load / HALVING_LOAD), confidence: 1, because: [open.length, pressing, Math.floor((now - oldest) / DAY_MS)] };
  },
  say(language, [open = 0, pressing = 0, oldestDays = 0]) {
    const age = daysInWords(language, oldestDays);
    if (language === 'pt-BR') {
      if (open === 0) return 'Nenhum chamado aberto';
      const which = pressing === 0 ? '' : `, ${open === 1 ? '' : pressing === open ? 'todos ' : `${pressing} `}de prioridade alta ou urgente`;
      return `${counted(open, 'chamado aberto', 'chamados abertos')}${which}; ${open === 1 ? 'aberto' : 'o mais antigo'} há ${age}`;
    }
    if (open === 0) return 'No open ticket';
    const which = pressing === 0 ? '' : `, ${open === 1 ? '' : pressing === open ? 'all ' : `${pressing} `}of high or urgent priority`;
    return `${counted(open, 'open ticket', 'open tickets')}${which}; ${open === 1 ? 'open' : 'the oldest'} for ${age}`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'A empresa nunca teve um chamado: registre o suporte como chamados no HubSpot'
      : 'The company never had a ticket: record support as tickets in HubSpot';
  },
};

function loadOf(ticket: TicketFact, now: number): number {
  const weeks = Math.min(MAX_WEEKS, Math.max(0, now - ticket.createdAt) / DAY_MS / WEEK_DAYS);
  return PRIORITY_LOAD[ticket.priority ?? 'medium'] * (1 + weeks);
}

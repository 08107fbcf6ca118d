import type { Language } from '../contracts/envelope.ts';
import type { CardName } from '../contracts/home.ts';

const ptBR = {
  intro: 'Quem abre os cards do Baton em empresas, contatos e negócios, e com que frequência. Cada card aberto conta uma vez; o card lateral abre sozinho com a empresa.',
  counted: (from: string) => `Contado desde ${from}; leva alguns segundos para aparecer aqui.`,
  emptyTitle: 'Ninguém abriu um card ainda',
  empty: 'Assim que alguém abrir um card do Baton em uma empresa, aparece aqui. Se a equipe não vê os cards, um superadministrador os adiciona ao registro da empresa.',
  people: 'Pessoas',
  active: (active: string, known: string) => `${active} de ${known}`,
  activeText: (days: string) => `abriram um card nos últimos ${days} dias, entre quem já abriu ou é responsável por registros`,
  opens: 'Cards abertos',
  opensText: (days: string) => `nos últimos ${days} dias`,
  weeksTitle: 'Cards abertos por semana',
  week: 'Semana de',
  weekName: (monday: string) => shortDay('pt-BR', monday),
  weeksTable: 'Ver as semanas em tabela',
  unfinished: 'A última semana ainda não acabou.',
  weekPeople: 'Pessoas',
  cardsTitle: (days: string) => `Por card, últimos ${days} dias`,
  card: 'Card',
  cards: { health: 'Saúde do cliente', nps: 'Histórico de NPS', summary: 'Resumo lateral', handoff: 'Passagem de bastão', onboarding: 'Onboarding', 'contact-cases': 'Casos do contato' } as Record<CardName, string>,
  peopleTitle: (days: string) => `Por pessoa, últimos ${days} dias`,
  person: 'Pessoa',
  which: 'Quais',
  opened: (card: string, opens: string) => `${card} ${opens}`,
  user: (id: string) => `Usuário ${id}`,
  companies: 'Empresas',
  lastSeen: 'Abriu por último',
  never: 'Ainda não abriu',
  more: (shown: string, all: string) => `Aparecem ${shown} de ${all} pessoas.`,
};

/** The words of the tab "Use of Baton". */
export type UseWording = typeof ptBR;

const en: UseWording = {
  intro: 'Who opens Baton\'s cards on companies, contacts and deals, and how often. Each card opened counts once; the sidebar card opens by itself with the company.',
  counted: (from) => `Counted since ${from}; it takes some seconds to appear here.`,
  emptyTitle: 'Nobody has opened a card yet',
  empty: 'As soon as someone opens a Baton card on a company, it appears here. If the team does not see the cards, a super admin adds them to the company record.',
  people: 'People',
  active: (active, known) => `${active} of ${known}`,
  activeText: (days) => `opened a card in the last ${days} days, of those who ever did or own records`,
  opens: 'Cards opened',
  opensText: (days) => `in the last ${days} days`,
  weeksTitle: 'Cards opened by week',
  week: 'Week of',
  weekName: (monday) => shortDay('en', monday),
  weeksTable: 'See the weeks as a table',
  unfinished: 'The last week is not over.',
  weekPeople: 'People',
  cardsTitle: (days) => `By card, last ${days} days`,
  card: 'Card',
  cards: { health: 'Customer health', nps: 'NPS history', summary: 'Sidebar summary', handoff: 'Handoff', onboarding: 'Onboarding', 'contact-cases': "Contact's cases" },
  peopleTitle: (days) => `By person, last ${days} days`,
  person: 'Person',
  which: 'Which',
  opened: (card, opens) => `${card} ${opens}`,
  user: (id) => `User ${id}`,
  companies: 'Companies',
  lastSeen: 'Last opened',
  never: 'Not opened yet',
  more: (shown, all) => `${shown} of ${all} people are shown.`,
};

export const useWording: Record<Language, UseWording> = { 'pt-BR': ptBR, en };

/** A day (YYYY-MM-DD) short enough for an axis: "16 de nov.", "Nov 16". */
function shortDay(lang: Language, day: string): string {
  return new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}

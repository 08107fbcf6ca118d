import type { Language } from '../contracts/envelope.ts';

const ptBR = {
  change: (delta: string, since: string) => `${delta} desde ${since}`,
  noChange: 'sem comparação de 7 dias ainda',
  coverage: (share: string) => `Cobertura dos dados: ${share}`,
  nps: 'NPS relacional, 180 dias',
  open: 'Abrir a saúde do cliente',
  trendNames: { week: 'Semana', measured: 'Medida', reconstructed: 'Reconstruída', model: (version: number) => `Modelo ${version}` },
  trend: (from: string, to: string, weeks: number) => `De ${from} a ${to} em ${weeks} semanas`,
};

/** The words of the sidebar card. */
export type SidebarWording = typeof ptBR;

const en: SidebarWording = {
  change: (delta, since) => `${delta} since ${since}`,
  noChange: 'no 7-day comparison yet',
  coverage: (share) => `Data coverage: ${share}`,
  nps: 'Relational NPS, 180 days',
  open: 'Open customer health',
  trendNames: { week: 'Week', measured: 'Measured', reconstructed: 'Reconstructed', model: (version) => `Model ${version}` },
  trend: (from, to, weeks) => `From ${from} to ${to} in ${weeks} weeks`,
};

export const sidebarWording: Record<Language, SidebarWording> = { 'pt-BR': ptBR, en };

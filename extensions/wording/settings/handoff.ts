const ptBR = {
  teamTitle: 'Time de CS',
  team: 'Quem recebe os novos clientes, um de cada vez. Cada passagem começa com uma proposta: quem já cuidou da empresa; senão o responsável pela empresa, se for deste time; senão o próximo do time. Vendas pode indicar outra pessoa antes de enviar.',
  people: 'Pessoas do time',
  noTeam: 'Ninguém escolhido: a proposta é o responsável pela empresa no HubSpot, a não ser que seja o próprio vendedor.',
  order: (names: string) => `Nesta ordem: ${names}`,
  next: (name: string) => `A próxima vez é de ${name}.`,
  save: 'Salvar o time',
  saved: 'Time salvo; vale para as próximas passagens',
  earlierTitle: 'Negócios ganhos antes do Baton',
  earlier: 'São deixados como estão. Se quiser acompanhar os mais recentes, importe-os: cada um vira um rascunho, uma única vez.',
  days: 'Ganhos nos últimos',
  choice: (days: string, deals: string, one: boolean) => `${days} dias: ${deals} ${one ? 'negócio' : 'negócios'}`,
  none: 'Nenhum negócio ganho antes do Baton no último ano está sem passagem.',
  importNow: 'Importar como rascunhos',
  importText: (deals: string, one: boolean) => `${deals} ${one ? 'negócio vira um rascunho' : 'negócios viram rascunhos'}, com o que o CRM sabe. Nada é enviado a CS e nenhuma tarefa é criada.`,
  importing: 'Importação pedida: os rascunhos aparecem em alguns minutos',
  imported: (when: string, days: string) => `Última importação: ${when}, negócios ganhos nos ${days} dias anteriores.`,
};

/** The words of the tab "Handoffs". */
export type HandoffChoicesWording = typeof ptBR;

const en: HandoffChoicesWording = {
  teamTitle: 'CS team',
  team: "Who gets new customers, one after the other. Each handoff begins with a proposal: whoever had the company before; else the company's owner, if of this team; else the next of the team. Sales may name another before it submits.",
  people: 'People of the team',
  noTeam: 'Nobody chosen: the proposal is whoever owns the company in HubSpot, unless that is the seller.',
  order: (names) => `In this order: ${names}`,
  next: (name) => `The next turn is ${name}'s.`,
  save: 'Save the team',
  saved: 'Team saved; it counts for handoffs to come',
  earlierTitle: 'Deals won before Baton',
  earlier: 'They are left as they are. To follow up the latest, import them: each becomes a draft, once.',
  days: 'Won in the last',
  choice: (days, deals, one) => `${days} days: ${deals} ${one ? 'deal' : 'deals'}`,
  none: 'No deal that was won before Baton in the last year is without a handoff.',
  importNow: 'Import as drafts',
  importText: (deals, one) => `${deals} ${one ? 'deal becomes a draft' : 'deals become drafts'}, with what the CRM knows. Nothing is submitted to CS and no task is made.`,
  importing: 'Import asked for: the drafts appear within minutes',
  imported: (when, days) => `Last import: ${when}, deals won in the ${days} days before.`,
};

export const handoffChoicesWording = { 'pt-BR': ptBR, en };

import type { RefusalCode } from '../../contracts/envelope.ts';
import type { Role } from '../../contracts/settings.ts';

const refusalsPt: Partial<Record<RefusalCode, { title: string; cure: string }>> = {
  'role-too-low': {
    title: 'Seu perfil não permite isto',
    cure: 'Peça a um administrador do Baton na sua empresa que mude o seu perfil. Se não houver nenhum, quem instalar o Baton de novo passa a ser administrador.',
  },
  'not-found': { title: 'Isto não existe mais', cure: 'Recarregue a página.' },
  conflict: { title: 'Alguém mudou isto antes de você', cure: 'Recarregue a página, confira os valores atuais e tente de novo.' },
  'last-admin': { title: 'É preciso haver um administrador', cure: 'Torne outra pessoa administradora antes de mudar este perfil.' },
  invalid: { title: 'Algum valor não serve', cure: 'Corrija o que o servidor aponta:' },
};

const ptBR = {
  tabs: { connection: 'Conexão', sources: 'Fontes', keys: 'Chaves de uso', weights: 'Saúde', channels: 'Canais', cases: 'Casos e prazos', causes: 'Causas', bulletin: 'Boletim', handoff: 'Passagens', playbooks: 'Playbooks', roles: 'Perfis', audit: 'Auditoria' },
  loading: 'Carregando as configurações',
  reload: 'Atualizar',
  cancel: 'Cancelar',
  close: 'Fechar',
  saved: 'Salvo',
  noPipelines: 'O HubSpot não informou os pipelines agora: recarregue a página para vê-los pelo nome.',
  readOnly: 'Você pode ver; só administradores mudam.',
  refusals: refusalsPt,
  roles: { admin: 'Administrador', manager: 'Gestor', rep: 'Analista' } as Record<Role, string>,
  nobody: 'Baton',
  user: (id: string) => `Usuário ${id}`,
  form: {
    add: (to: string) => `Adicionar a: ${to}`,
    addHint: 'Escreva um nome e saia do campo.',
    remove: (what: string) => `Remover ${what}`,
    none: 'Automático',
    min: 'mínimo',
    max: 'máximo',
  },
};

/** The words that all tabs of the settings share. */
export type PageWording = typeof ptBR;

const en: PageWording = {
  tabs: { connection: 'Connection', sources: 'Sources', keys: 'Usage keys', weights: 'Health', channels: 'Channels', cases: 'Cases and SLA', causes: 'Causes', bulletin: 'Bulletin', handoff: 'Handoffs', playbooks: 'Playbooks', roles: 'Roles', audit: 'Audit' },
  loading: 'Loading the settings',
  reload: 'Refresh',
  cancel: 'Cancel',
  close: 'Close',
  saved: 'Saved',
  noPipelines: 'HubSpot does not tell the pipelines now: reload the page to see them by name.',
  readOnly: 'You may look; only admins change things.',
  refusals: {
    'role-too-low': {
      title: 'Your role does not allow this',
      cure: 'Ask a Baton admin of your company to change your role. If there is none, whoever installs Baton again becomes admin.',
    },
    'not-found': { title: 'This is no longer there', cure: 'Reload the page.' },
    conflict: { title: 'Somebody changed this before you', cure: 'Reload the page, check the present values and try again.' },
    'last-admin': { title: 'Somebody must be admin', cure: 'Make another person admin before you change this role.' },
    invalid: { title: 'A value does not do', cure: 'Mend what the server points at:' },
  },
  roles: { admin: 'Admin', manager: 'Manager', rep: 'Rep' },
  nobody: 'Baton',
  user: (id) => `User ${id}`,
  form: {
    add: (to) => `Add to: ${to}`,
    addHint: 'Type a name and leave the field.',
    remove: (what) => `Remove ${what}`,
    none: 'Automatic',
    min: 'lowest',
    max: 'highest',
  },
};

export const pageWording = { 'pt-BR': ptBR, en };

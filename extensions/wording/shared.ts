import type { Language } from '../contracts/envelope.ts';

const ptBR = {
  bands: { healthy: 'Saudável', watch: 'Atenção', 'at-risk': 'Em risco' },
  asOf: (when: string) => `Atualizado em ${when}, no fuso da conta`,
  loading: 'Carregando os detalhes',
  retry: 'Tentar de novo',
  up: 'sobe',
  down: 'desce',
  lowConfidence: 'Confiança baixa',
  scoreName: 'Nota',
  score: (score: string) => `Nota ${score} de 100`,
  fromCrm: 'Última nota gravada na empresa; os detalhes estão a caminho.',
  notCustomerTitle: 'Esta empresa não é cliente',
  notCustomer: 'A nota de saúde vale para clientes. Mude a fase do ciclo de vida da empresa para "Cliente" e a nota aparece em seguida.',
  preparingTitle: 'A primeira nota está a caminho',
  preparing: 'O Baton já conhece esta empresa e está calculando a primeira nota. Costuma levar menos de um minuto.',
  updatingTitle: 'Atualização em andamento',
  updating: 'O Baton está sendo atualizado. Recarregue a página em um minuto.',
  errors: {
    'time-out': { title: 'O servidor demorou demais', cure: 'Seus dados estão guardados. Tente de novo; se continuar, avise o administrador do Baton.' },
    network: { title: 'Sem conexão com o Baton', cure: 'Confira sua internet e tente de novo. Se só o Baton falhar, avise o administrador.' },
    server: { title: 'O Baton está ocupado ou fora do ar', cure: 'Seus dados estão guardados. Tente de novo em um minuto.' },
  },
  refusals: {
    signature: {
      title: 'O servidor do Baton não reconheceu este pedido',
      cure: 'Recarregue a página. Se continuar, o administrador do Baton deve conferir o endereço público e o segredo do aplicativo no servidor.',
    },
    'portal-paused': {
      title: 'O Baton está pausado nesta conta',
      cure: 'Um superadministrador deve reconectar o Baton pelo link de instalação. As notas e respostas estão guardadas.',
    },
    'scope-missing': {
      title: 'Falta uma permissão ao Baton',
      cure: 'Um superadministrador deve reinstalar o Baton pelo link de instalação e aceitar todas as permissões pedidas.',
    },
    'role-too-low': {
      title: 'Seu perfil não permite ver este card',
      cure: 'Peça ao administrador do Baton na sua empresa que amplie o seu perfil.',
    },
    'unknown-company': {
      title: 'O Baton ainda não conhece esta empresa',
      cure: 'Empresas novas chegam em alguns minutos. Espere e tente de novo.',
    },
  },
  staleTitle: 'Estes números podem estar atrasados',
  seeSources: 'Ver as fontes',
  staleSince: (when: string) => `Os números param em ${when}.`,
  staleConnection: 'O servidor não respondeu à última atualização.',
};

/** The words every card shares. */
export type SharedWording = typeof ptBR;

const en: SharedWording = {
  bands: { healthy: 'Healthy', watch: 'Watch', 'at-risk': 'At risk' },
  asOf: (when) => `As of ${when}, in the account's time zone`,
  loading: 'Loading the details',
  retry: 'Try again',
  up: 'raises',
  down: 'lowers',
  lowConfidence: 'Low confidence',
  scoreName: 'Score',
  score: (score) => `Score ${score} of 100`,
  fromCrm: 'Last score saved on the company; the details are on their way.',
  notCustomerTitle: 'This company is not a customer',
  notCustomer: 'The health score is for customers. Set the company\'s lifecycle stage to "Customer" and the score follows.',
  preparingTitle: 'The first score is on its way',
  preparing: 'Baton knows this company and is computing its first score. That usually takes less than a minute.',
  updatingTitle: 'Update in progress',
  updating: 'Baton is being updated. Reload the page in a minute.',
  errors: {
    'time-out': { title: 'The server took too long', cure: 'Your data are safe. Try again; if it persists, tell the Baton administrator.' },
    network: { title: 'No connection to Baton', cure: 'Check your internet connection and try again. If only Baton fails, tell the administrator.' },
    server: { title: 'Baton is busy or down', cure: 'Your data are safe. Try again in a minute.' },
  },
  refusals: {
    signature: {
      title: 'The Baton server did not recognise this request',
      cure: 'Reload the page. If it persists, the Baton administrator should check the public address and the app secret on the server.',
    },
    'portal-paused': {
      title: 'Baton is paused in this account',
      cure: 'A super admin should reconnect Baton with the install link. Scores and answers are kept.',
    },
    'scope-missing': {
      title: 'Baton lacks a permission',
      cure: 'A super admin should reinstall Baton with the install link and accept every permission asked for.',
    },
    'role-too-low': {
      title: 'Your role does not allow this card',
      cure: 'Ask your Baton administrator to widen your role.',
    },
    'unknown-company': {
      title: 'Baton does not know this company yet',
      cure: 'New companies arrive within a few minutes. Wait and try again.',
    },
  },
  staleTitle: 'These figures may be behind',
  seeSources: 'See the sources',
  staleSince: (when) => `The figures stop at ${when}.`,
  staleConnection: 'The server did not answer the last update.',
};

export const sharedWording: Record<Language, SharedWording> = { 'pt-BR': ptBR, en };

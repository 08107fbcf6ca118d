/** A note of a sales rep: its HTML and how long ago it was written. */
export interface DealNote {
  daysAgo: number;
  /** The hour of the day, UTC. */
  hour: number;
  body: string;
}

const list = (...points: string[]): string => `<ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>`;

/** The deals one click before they are won: all that a handoff should know, told as sales reps tell it. */
export const closingNotes: readonly (readonly DealNote[])[] = [
  [
    {
      daysAgo: 16, hour: 14,
      body: `<p><strong>Por que compram:</strong> fecham o mês em planilhas, levam 11 dias e já pagaram multa duas vezes.</p><p><strong>Concorrente:</strong> avaliaram o Kondrel; perdeu no preço por usuário.</p>`,
    },
    {
      daysAgo: 6, hour: 19,
      body: `<p><strong>O que prometi</strong></p>${list('Importar os cadastros de clientes e fornecedores antes do primeiro fechamento.', 'Relatório de margem por coleção no padrão deles até 60 dias depois do início.')}<p>Sem horas de implantação: eles mesmos configuram, com o nosso guia.</p>`,
    },
    {
      daysAgo: 2, hour: 13,
      body: `<p><strong>Risco:</strong> a pessoa que puxou o projeto sai de férias em janeiro. Combinar quem responde por ela <em>antes</em> da reunião de início.</p>`,
    },
  ],
  [
    {
      daysAgo: 19, hour: 15,
      body: `<p><strong>Por que compram:</strong> 14 lojas, cada uma com o seu controle de estoque. Querem uma visão só e parar de perder venda por ruptura.</p><p><strong>Objetivo deles:</strong> ruptura abaixo de 4% até junho (hoje, 9%).</p>`,
    },
    {
      daysAgo: 8, hour: 18,
      body: `<p><strong>O que prometi</strong></p>${list('Integração com o ERP deles em produção em até <strong>45 dias</strong>.', 'Duas turmas de treinamento para gerentes de loja, uma à noite.', 'Migração de dois anos de histórico de vendas.')}<p>A integração está no contrato; as turmas foram combinadas por telefone.</p>`,
    },
    {
      daysAgo: 4, hour: 20,
      body: `<p><strong>Escopo:</strong> começam por 4 lojas piloto; as outras 10 entram depois do primeiro inventário.</p><p><strong>Risco:</strong> a TI deles só libera o acesso à base depois do congelamento de fim de ano.</p>`,
    },
  ],
  [
    {
      daysAgo: 12, hour: 14,
      body: `<p><strong>Por que compram:</strong> três campi com secretarias separadas; a matrícula leva uma semana por aluno.</p><p><strong>Concorrente:</strong> o sistema atual, Matrivo, que deixa de ter suporte em abril.</p>`,
    },
    {
      daysAgo: 5, hour: 17,
      body: `<p><strong>O que prometi</strong></p>${list('Matrícula on-line no ar antes do segundo semestre.', 'Um responsável nosso por campus durante a implantação.')}<p><strong>Ficou em aberto:</strong> pediram integração com a biblioteca; disse que vamos <em>avaliar</em>, sem prazo.</p>`,
    },
  ],
];

/** The other open deals: the last word on each, by stage. */
export const stageNotes: Readonly<Record<string, string>> = {
  qualifiedtobuy: '<p>Primeira conversa boa. Querem entender o preço por usuário e quanto da equipe entraria. <strong>Próximo passo:</strong> demonstração com quem decide.</p>',
  presentationscheduled: '<p>Demonstração marcada. Pediram para ver o fechamento do mês do começo ao fim, com dados deles.</p>',
  decisionmakerboughtin: '<p>Quem decide está de acordo. Falta o jurídico. <strong>Prometi</strong> enviar a minuta com a cláusula de dados pessoais até sexta-feira.</p>',
  contractsent: '<p>Contrato enviado. Cobrei a assinatura por telefone; disseram que sai nesta quinzena.</p>',
};

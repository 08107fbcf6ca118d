import type { Draw } from '../random.ts';

export type Mood = 'good' | 'fair' | 'bad';

// Comments are put together from parts so that two years of answers do not repeat themselves.
const portuguese: Record<Mood, { opening: string[]; core: string[]; ending: string[] }> = {
  good: {
    opening: [
      'Excelente!', 'Muito satisfeita com o sistema.', 'Recomendo sem pensar duas vezes.', 'Nota máxima.', 'Parceria de verdade.',
      'Estamos no terceiro ano e seguimos felizes.', 'Superou o que esperávamos.', 'Foi a melhor escolha que fizemos no ano.', '',
      'Equipe nota dez.', 'Time muito atencioso.', 'Tudo funcionando redondo.',
    ],
    core: [
      'O fechamento do mês caiu de cinco dias para dois', 'A conciliação bancária ficou automática', 'O suporte responde em minutos',
      'A emissão de notas nunca mais parou', 'Os relatórios gerenciais são claros e a diretoria usa toda semana',
      'A implantação foi rápida e bem conduzida', 'A integração com o nosso ERP funcionou de primeira', 'O aplicativo facilitou muito as aprovações',
      'Nossa gerente de conta conhece o nosso negócio', 'O treinamento da equipe nova foi impecável', 'As atualizações chegam sem quebrar nada',
      'Conseguimos controlar o estoque das filiais em um lugar só', 'O painel de fluxo de caixa virou rotina na reunião de segunda',
      'A migração dos dados antigos foi sem sustos', 'O módulo fiscal acompanhou a mudança da lei a tempo',
    ],
    ending: [
      '.', '. Parabéns à equipe.', ', e isso mudou a nossa rotina.', '. Já indiquei para dois parceiros.', '. Continuem assim!', '. Ótimo trabalho.',
      '. Só falta um modo escuro.', ', sem custo extra.', '. O time do financeiro agradece.', ' — obrigado.',
    ],
  },
  fair: {
    opening: [
      'Bom, mas pode melhorar.', 'Atende o básico.', 'No geral funciona.', 'Gosto do produto, com ressalvas.', 'Cumpre o que promete, porém', '',
      'Está ok.', 'Melhorou em relação ao ano passado.', 'Ainda estamos nos adaptando.', 'Razoável.',
    ],
    core: [
      'os relatórios demoram para carregar no fim do mês', 'sinto falta de mais filtros na tela de pedidos', 'o suporte resolve, mas às vezes leva um dia inteiro',
      'a exportação para planilha perde a formatação', 'o aplicativo do celular é mais limitado que a versão web', 'a curva de aprendizado foi maior do que imaginávamos',
      'o preço subiu mais que a inflação', 'a integração com o banco precisa de ajuste toda semana', 'faltam tutoriais em vídeo para os novos usuários',
      'algumas telas mudaram sem aviso', 'as permissões por usuário poderiam ser mais detalhadas', 'o cadastro de produtos exige cliques demais',
    ],
    ending: ['.', '. Fora isso, tudo certo.', ', mas dá para conviver.', '. Aguardamos as melhorias prometidas.', '. No resto atende bem.', '...', '. Vamos ver na próxima versão.'],
  },
  bad: {
    opening: [
      'Decepcionado.', 'Infelizmente não recomendo.', 'Péssima experiência no último trimestre.', 'Estamos avaliando outras opções.', 'Muito frustrante.',
      'Do jeito que está não dá.', 'Já abri vários chamados.', '', 'Nota baixa com razão:', 'A qualidade caiu bastante.', 'Complicado.',
    ],
    core: [
      'o sistema ficou fora do ar em pleno fechamento', 'o chamado está aberto há três semanas sem retorno', 'a nota fiscal é rejeitada e ninguém explica o motivo',
      'trocaram nosso contato de atendimento pela quarta vez', 'a última atualização bagunçou os cadastros', 'o relatório de comissões sai com valores errados',
      'ninguém retorna as ligações', 'a integração com a loja virtual cai toda semana', 'prometeram uma correção em março e nada',
      'cobraram em duplicidade e o estorno não veio', 'a lentidão depois das 14h trava a expedição', 'o suporte só manda respostas prontas',
    ],
    ending: [
      '.', '. Preciso de uma solução urgente.', '!!', '. Se continuar assim não renovamos.', ', um absurdo.', '. Perdemos vendas por causa disso.',
      '. Quero falar com um responsável.', '. A equipe voltou a usar planilha.', ' — e pagamos caro por isso.',
    ],
  },
};

const english: Record<Mood, string[]> = {
  good: [
    'Great product, our finance team in three countries relies on it every day.', 'Support answered within ten minutes. Impressive.',
    'Month-end close is down from five days to two.', 'Onboarding was smooth and well planned.', 'Best value of all tools we bought this year.',
    'The new dashboard is exactly what we asked for.', 'Solid, fast, no surprises.', 'Our account manager really knows our business.',
  ],
  fair: [
    'Good overall, but reports are slow at month end.', 'Works fine; the mobile app lacks half the features.', 'Decent, though the English help pages are thin.',
    'Does the job. Permissions need more detail.', 'Useful, yet the price increase was hard to explain.',
  ],
  bad: [
    'Third outage this quarter, always during closing.', 'Nobody got back to us for two weeks.', 'The last release broke our import and it is still broken.',
    'We are looking at alternatives for next year.', 'Support closes tickets without solving them.',
  ],
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Gives comments that suit a mood, none of them twice. */
export function createCommenter(draw: Draw): (mood: Mood) => string {
  const used = new Set<string>();
  function make(mood: Mood): string {
    if (draw.chance(0.06)) return draw.pick(english[mood]);
    const { opening, core, ending } = portuguese[mood];
    const first = draw.pick(opening);
    const rest = draw.pick(core) + draw.pick(ending);
    if (first === '') return capital(rest);
    return /[.!?]$/.test(first) ? `${first} ${capital(rest)}` : `${first} ${rest}`;
  }
  return (mood) => {
    let comment = make(mood);
    for (let attempt = 0; used.has(comment) && attempt < 50; attempt += 1) comment = make(mood);
    used.add(comment);
    return comment;
  };
}

export const ticketSubjects = [
  'Nota fiscal rejeitada na transmissão', 'Erro ao conciliar extrato', 'Lentidão na tela de pedidos', 'Dúvida sobre permissões de usuário',
  'Relatório de comissões divergente', 'Integração com a loja virtual parada', 'Cobrança em duplicidade', 'Não consigo exportar o fluxo de caixa',
  'Cadastro de filial', 'Falha no aplicativo ao aprovar pagamento', 'Solicitação de novo filtro', 'Atualização do certificado digital',
  'Boleto sem código de barras', 'Importação de produtos incompleta', 'Acesso bloqueado após troca de senha', 'Divergência de estoque entre filiais',
] as const;

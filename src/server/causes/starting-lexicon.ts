import type { Words } from '../platform/words.ts';
import type { Cause } from './lexicon.ts';

/** Counted up with each change of what stands here: accounts that have no lexicon of their own are read anew. */
export const STARTING_EDITION = 1;

interface Starting {
  label: Words;
  pt: string;
  en: string;
}

/** What customers of Brazilian software companies most often give as their reason; praise and complaint alike, the answer's class says which. */
const STARTING: Readonly<Record<string, Starting>> = {
  price: {
    label: { 'pt-BR': 'Preço', en: 'Price' },
    pt: 'caro, cara, caríssim*, encarec*, preço, precificação, custo, custa, custam, barat*, não barat*, mensalidade, anuidade, reajust*, aumento abusiv*, desconto, valor alto, valor elevado, valor mensal, valor cobrado, valor plano, valor licença, valor justo, alto investimento, investimento alto',
    en: 'price*, pricing, overpriced, expensive, cheap*, not cheap*, affordab*, not affordab*, cost, costly, discount, value money',
  },
  support: {
    label: { 'pt-BR': 'Suporte', en: 'Support' },
    pt: 'suporte, não suporte, atendimento, não atendimento, chamado, sac',
    en: 'support, not support team, without support, help desk, helpdesk, ticket, customer service, customer care',
  },
  'support-wait': {
    label: { 'pt-BR': 'Tempo de atendimento', en: 'Time to an answer' },
    pt: 'demor* suporte, demor* atend*, demor* respo*, demor* retorn*, suporte demor*, atendimento demor*, suporte lent*, atendimento lent*, resposta lent*, retorno lent*, não respond*, não resposta, não retorn*, fila espera, tempo resposta, tempo espera, esper* respo*, esper* retorno, esper* atendimento, dias respo*, semanas respo*, horas respo*, dias resolver, semanas resolver, respo* rapid*, rapid* respo*, atend* rapid*, rapid* atend*, suporte rapid*, suporte ágil, atendimento ágil, agilidade atendimento, agilidade suporte, retorno rapid*',
    en: 'response time, wait time, waiting time, wait* respon*, wait* repl*, wait* support, wait* answer, wait* days, wait* hours, wait* weeks, slow respon*, slow support, support slow, takes days, took days, takes weeks, took weeks, days respon*, days answer, weeks answer, not repl*, not respond*, not response, not answer*, fast respon*, quick respon*, quick repl*, fast support, quick support, responsive support, quickly answer*, respon* quickly, answer* quickly',
  },
  people: {
    label: { 'pt-BR': 'Pessoas da equipe', en: 'People of the team' },
    pt: 'atencios*, prestativ*, simpátic*, simpatia, gentil, gentileza, educad*, cordia*, cordialidade, empat*, equipe, time suporte, time atend*, time comercial, time sucesso, time excelente, time ótimo, gerente conta, atendente, consultor*, analista, vendedor*, grosseir*, despreparad*, má vontade',
    en: 'attentive, helpful, unhelpful, polite, rude, courteous, friendly team, friendly staff, friendly people, kind people, staff, account manager, csm, great team, amazing team, team great, team amazing, representative',
  },
  bugs: {
    label: { 'pt-BR': 'Erros e estabilidade', en: 'Bugs and stability' },
    pt: 'bug, bugad*, erro, trava, travam, travou, travad*, travand*, travament*, sistema cai*, plataforma cai*, cai toda, fora ar, instáve*, instável, instabil*, estável, estabilidade, não funciona*, falha, falhou, falhando, falham, defeito, quebrou, quebra, quebrad*, perd* dados, perd* informaç*, parou funciona*, para funciona*',
    en: 'buggy, glitch*, crash*, error, freez*, froze, outage, downtime, goes down, went down, unstable, stable, instability, stability, not working, not work, not works, stop* work*, broken, breaks, keeps failing, reliab*, unreliab*, lost data',
  },
  slowness: {
    label: { 'pt-BR': 'Lentidão', en: 'Slowness' },
    pt: 'lent*, demor* carreg*, demor* abrir, demor* process*, demor* gerar, devagar, não carrega*, pesad*, desempenho, sistema rápid*, plataforma rápid*, ferramenta rápid*',
    en: 'slow, slowness, slower, laggy, lag, lags, performance, takes forever, load* time, forever load*, fast platform, fast system, runs fast',
  },
  features: {
    label: { 'pt-BR': 'Recursos do produto', en: 'Product features' },
    pt: 'funcionalidade, funções, recurso, falta* funç*, falta* relatóri*, falta* opç*, falta* app, falta* aplicativo, falta* filtro, falta* módulo, falta* dashboard, falta* campo, sinto falta, sentimos falta, senti falta, não permit*, não suporta, não suportam, poderia incluir, limitad*, limitaç*, incomplet*, complet*, personaliza*, customiz*, relatório',
    en: 'feature, functionality, functionalities, missing, lack, lacking, wish, nice if, not allow*, limited, limitation, roadmap, reporting, report, option, custom field',
  },
  usability: {
    label: { 'pt-BR': 'Facilidade de uso', en: 'Ease of use' },
    pt: 'usabilidade, intuitiv*, não intuitiv*, fácil usar, fácil utiliza*, fácil manuse*, fácil mexer, fácil entender, fácil uso, facilidade uso, facilidade usar, difícil usar, difícil utiliza*, difícil mexer, difícil encontrar, difícil achar, difícil entender, não fácil, não amigável, não amigáveis, não prátic*, complicad*, confus*, interface, layout, navegação, navegabilidade, amigável, simples usar, simples utiliza*, prátic*, curva aprendizado',
    en: 'usability, user friendly, not user friendly, ease use, easy use, easy navigat*, easy understand, hard use, hard find, hard understand, hard navigat*, difficult use, difficult navigat*, difficult understand, not easy, simple use, complicat*, clunky, cluttered, navigation, ux, ui, design, learning curve',
  },
  onboarding: {
    label: { 'pt-BR': 'Implantação', en: 'Onboarding' },
    pt: 'onboarding, implantaç*, implantar, implementaç*, migração, migrar, ativação, configuração inicial, configuração, primeiros passos, parametriz*, kick off, kickoff, não implant*',
    en: 'implementation, migration, setup, set up, go live, getting started, rollout, roll out',
  },
  integration: {
    label: { 'pt-BR': 'Integrações', en: 'Integrations' },
    pt: 'integraç*, integrar, integra, integram, integrad*, não integra*, não conecta*, api, webhook, conector*, sincroniza*, não sincroniza*, erp',
    en: 'integrat*, not integrat*, connector, sync, syncs, syncing, synchroni*, not sync*, zapier',
  },
  billing: {
    label: { 'pt-BR': 'Cobrança e contrato', en: 'Billing and contract' },
    pt: 'cobrança, cobrar, cobram, cobrou, cobraram, fatura, faturamento, boleto, nota fiscal, pagamento, estorno, reembolso, contrato, renovação, renovar, cancelamento, cancelar, multa',
    en: 'billing, bill, billed, invoic*, charged, overcharg*, refund*, payment, credit card, contract, renewal, cancellation',
  },
  training: {
    label: { 'pt-BR': 'Treinamento e documentação', en: 'Training and documentation' },
    pt: 'treinamento, treinar, não treinamento, não treinad*, capacitaç*, documentaç*, não documentaç*, tutoria*, manual usuário, manual sistema, central ajuda, base conhecimento, material apoio, videoaula, vídeo aula, webinar, curso, academia, faq',
    en: 'training, not training, documentation, not documentation, docs, tutorial, user guide, user manual, help center, help articles, knowledge base',
  },
};

/** What Baton calls a cause of its own; undefined for one of the account's. */
export function startingLabel(causeId: string): Words | undefined {
  return Object.hasOwn(STARTING, causeId) ? STARTING[causeId]!.label : undefined;
}

/** The causes that an account begins with. */
export function startingCauses(): Cause[] {
  return Object.entries(STARTING).map(([id, { pt, en }]) => ({ id, name: null, terms: `${pt}, ${en}`.split(', '), archived: false }));
}

import { describe, expect, it } from 'vitest';
import type { Content, LookAt } from '../../src/server/bulletin/content.ts';
import { mailHtml, mailText } from '../../src/server/bulletin/mail.ts';
import { issuePage } from '../../src/server/bulletin/pages.ts';
import { tell, type Told } from '../../src/server/bulletin/tell.ts';
import { buildQuietContent } from '../support/build-bulletin.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

const LANGUAGES = ['pt-BR', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const ENVELOPE = {
  viewUrl: 'https://baton.example/b/x', leaveUrl: 'https://baton.example/b/y/unsubscribe', preferencesUrl: 'https://baton.example/b/x/preferences',
  linkDays: '14', expires: '7 de dezembro de 2026', addedBy: 'Bia Souza', addedOn: '1 de novembro de 2026', reason: '', test: false,
};

const told = (content: Content, language: Language = 'en', scopeName: string | null = null): Told => tell(content, { language, scopeName });
const figure = (content: Content, label: string, language: Language = 'en') => told(content, language).figures.find((one) => one.label === label);

/** Everything a reader gets to see of an issue: mail as HTML and as text, and the page. */
function shown(content: Content, language: Language): string[] {
  const one = told(content, language);
  return [mailHtml(one, ENVELOPE), mailText(one, ENVELOPE), issuePage(one, content, { until: new Date('2026-12-07T11:00:00Z'), preferences: '/b/x/preferences', leave: '/b/y/unsubscribe', test: false })];
}

const one = { n: 1, money: 1_000 };
const none = { n: 0, money: 0 };
/** Everything there is one of. */
const ofOne = (overrides: Partial<Content> = {}): Content => buildQuietContent({
  nps: { current: { promoters: 3, passives: 1, detractors: 2 }, previous: { promoters: 50, passives: 1, detractors: 49 }, period: { promoters: 1, passives: 1, detractors: 1 }, before: { promoters: 0, passives: 0, detractors: 0 }, others: 1, months: [{ month: '2026-11', standing: { promoters: 1, passives: 0, detractors: 0 }, given: { promoters: 1, passives: 1, detractors: 1 } }] },
  loop: { open: 1, overdue: 1, kept: 1, of: 1, days: 30 },
  health: { mix: { healthy: none, watch: none, 'at-risk': one }, fell: one, rose: one, moves: [], reweighted: false },
  lost: { ...one, of: one }, handoffs: { open: 1, late: 1 },
  lookAt: [{ company: 'Acme', money: 1_000, reasons: [{ kind: 'unanswered', n: 1, days: 1, overdue: true }, { kind: 'handoff-late', days: 1 }] }],
  ...overrides,
});

describe('one of a thing is told as one', () => {
  it.each([
    ['pt-BR' as const, /\b1 (promotores|neutros|detratores|respostas|casos|empresas|contas|dias|pontos|clientes|abertas)\b/],
    ['en' as const, /\b1 (promoters|passives|detractors|answers|cases|companies|accounts|days|points|customers)\b/],
  ])('in %s, in mail, text and page', (language, wrong) => {
    const still = buildQuietContent({ health: { ...buildQuietContent().health, mix: { healthy: one, watch: none, 'at-risk': none } }, lost: { ...none, of: one } });
    for (const text of [...shown(ofOne(), language), ...shown(still, language)]) expect(text.replace(/<style>.*?<\/style>/s, '')).not.toMatch(wrong);
  });

  it('in words', () => {
    expect(figure(ofOne(), 'Respostas no período', 'pt-BR')).toMatchObject({ note: '1 promotor, 1 neutro, 1 detrator' });
    expect(figure(ofOne(), 'Answers in the period')).toMatchObject({ note: '1 promoter, 1 passive, 1 detractor' });
    expect(figure(ofOne(), 'Answered in time')).toMatchObject({ note: '1 of 1 case in 30 days (between 21% and 100%)' });
    expect(told(ofOne(), 'pt-BR').lookAt).toEqual([{ company: 'Acme', money: 'R$\u00a01.000 ganhos em 12 meses', why: '1 detrator sem resposta há 1 dia, prazo vencido; passagem atrasada há 1 dia.' }]);
    expect(figure(buildQuietContent({ health: { ...buildQuietContent().health, mix: { healthy: one, watch: none, 'at-risk': none } } }), 'Receita que caiu de faixa', 'pt-BR')!.note).toBe('a única conta com nota não mudou de faixa');
  });

  it('and a change of NPS as points', () => {
    const moved = (promoters: number) => ofOne({ nps: { ...ofOne().nps, current: { promoters, passives: 400 - promoters, detractors: 0 }, previous: { promoters: 200, passives: 200, detractors: 0 } } });
    const lines = (promoters: number, language: Language) => figure(moved(promoters), 'NPS', language)!.lines;
    expect(lines(204, 'pt-BR')).toEqual(['1 ponto a mais que nos 180 dias anteriores: pode ser acaso']);
    expect(lines(196, 'en')).toEqual(['1 point less than in the 180 days before: may be chance']);
    expect(lines(300, 'pt-BR')).toEqual(['25 pontos a mais que nos 180 dias anteriores: mudança real']);
    expect(lines(200, 'en')).toEqual(['No different than in the 180 days before']);
  });
});

describe('what is told is what there is', () => {
  it.each([[0, 'Contas para olhar', 'Accounts to look at'], [1, 'Uma conta para olhar', 'One account to look at'], [2, 'Duas contas para olhar', 'Two accounts to look at'], [3, 'Três contas para olhar', 'Three accounts to look at']] as const)('%i accounts to look at: "%s"', (count, ptBR, en) => {
    const lookAt = Array.from({ length: count }, (_, index): LookAt => ({ company: `C${index}`, money: null, reasons: [{ kind: 'at-risk' }] }));
    for (const [language, heading] of [['pt-BR', ptBR], ['en', en]] as const) for (const text of shown(buildQuietContent({ lookAt }), language)) expect(text).toContain(heading);
  });

  it('causes only where there are any', () => {
    for (const language of LANGUAGES) {
      for (const text of shown(buildQuietContent(), language)) expect(text).not.toMatch(/Principais causas|Main causes/);
      for (const text of shown(buildQuietContent({ causes: [{ label: 'Suporte', n: 4 }] }), language)) expect(text).toMatch(/Principais causas|Main causes/);
    }
    const causes = [{ label: 'Suporte', n: 4, detractors: 3 }, { label: 'Preço', n: 1, detractors: 1 }, { label: 'Pessoas', n: 2, detractors: 0 }];
    expect(told(buildQuietContent({ causes }), 'pt-BR').causes.map(({ n }) => n)).toEqual(['4 respostas, 3 de detratores', '1 resposta, 1 de detrator', '2 respostas']);
    expect(told(buildQuietContent({ causes }), 'en').causes.map(({ n }) => n)).toEqual(['4 answers, 3 of detractors', '1 answer, 1 of a detractor', '2 answers']);
  });

  it('companies are called companies, and an owner and a segment by their names', () => {
    const scope = (its: Content['scope'], name: string | null) => told(buildQuietContent({ scope: its, companies: 120 }), 'pt-BR', name).scope;
    expect(scope({ kind: 'all' }, null)).toBe('Todas as empresas · 120 empresas');
    expect(scope({ kind: 'owner', owner: '1' }, 'Bia Souza')).toBe('Carteira de Bia Souza · 120 empresas');
    expect(scope({ kind: 'segment', segment: 'SMB' }, 'SMB')).toBe('Segmento SMB · 120 empresas');
    expect(told(buildQuietContent({ companies: 120 })).scope).toBe('All companies · 120 companies');
  });

  it('customers lost in number, share and money, and nothing where it is not known', () => {
    const content = (lost: Content['lost']) => buildQuietContent({ lost });
    expect(figure(content({ n: 2, money: 34_848, of: { n: 84, money: 3_535_046 } }), 'Clientes perdidos', 'pt-BR')).toEqual({
      label: 'Clientes perdidos', value: '2 (2,4%)', note: 'R$\u00a034.848 de vendas em 12 meses (1% da receita); no começo do período eram 84 clientes', lines: [], tone: 'bad',
    });
    expect(figure(content({ n: 0, money: 0, of: { n: 84, money: 0 } }), 'Customers lost')).toMatchObject({ value: '0', note: 'the 84 customers of when the period began are still customers in HubSpot', tone: 'neutral' });
    for (const unknown of [null, undefined]) {
      expect(figure({ ...content(null), lost: unknown as null }, 'Customers lost')).toBeUndefined();
      expect(shown(content(null), 'en').join()).not.toContain('Customers lost');
    }
    expect(shown(content({ n: 1, money: 0, of: { n: 1, money: 0 } }), 'en').every((text) => !text.includes('NaN'))).toBe(true);
  });

  it('a period without news says so first, an empty one why', () => {
    expect(told(buildQuietContent()).notice).toMatch(/^A quiet period/);
    expect(told(buildQuietContent({ companies: 0 })).notice).toMatch(/^No company is part of this scope/);
    expect(told(ofOne()).notice).toBeNull();
    expect(told(buildQuietContent({ lost: { ...one, of: one } })).notice).toBeNull();
  });
});

it(`shows ${hostileTexts.length} hostile names as text`, () => {
  for (const text of hostileTexts) {
    const content = buildQuietContent({
      account: text, causes: [{ label: text, n: 1 }], lookAt: [{ company: text, money: 1, reasons: [{ kind: 'at-risk' }] }],
      health: { ...buildQuietContent().health, fell: one, moves: [{ company: text, from: 'watch', to: 'at-risk', money: 1 }] },
    });
    const [html, , page] = shown(content, 'pt-BR');
    for (const drawn of [html!, page!]) expect(drawn.match(/<(script|img|iframe|object|base|meta http|form)/gi) ?? []).toEqual([]);
  }
});

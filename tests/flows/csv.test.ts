import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addCompany } from '../support/build-account.ts';
import { post, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let acme: string;
let hook: string;

/** What Excel in Brazil saves: Windows-1252, semicolons, decimal commas, day first, and a CNPJ it took for a number. */
const FILE = [
  'Código;Nota;Comentário;CNPJ;Nome;Cargo;Data da resposta',
  'R1;10,0;Atenção ótima – obrigado;1,1222333000181E+13;João Conceição;Sócio;02/11/2026 09:30',
  'R2;2;"Não resolveram; de novo";11222333000181;Zoé;Gerente;13/11/2026',
  'R3;11;nota impossível;11222333000181;;;13/11/2026',
  'R4;7;sem empresa;;;;12/11/2026',
  'R5;8;CNPJ comido demais;1,12223E+13;;;11/11/2026',
  ';;;;;;',
  'R2;2;"Não resolveram; de novo";11222333000181;Zoé;Gerente;13/11/2026',
].join('\r\n');

const windows1252 = (text: string): Buffer => Buffer.from([...text].map((sign) => (sign === '–' ? 0x96 : sign.charCodeAt(0))));
const answers = async () => (await sql<{ external_id: string; score: number; answered_at: Date }>`select external_id, score, answered_at from answers order by external_id`.execute(baton.kysely)).rows;
const stored = async () => (await sql<{ n: number }>`select (select count(*) from answers) + (select count(*) from deliveries) as n`.execute(baton.kysely)).rows[0]!.n;

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm, { cnpj: '11.222.333/0001-81' });
  await baton.install();
  hook = await baton.addSource({ provider: 'csv', name: 'Planilha da agência', settings: { type: 'nps', kind: 'relational' } });
});
afterAll(() => baton.close());
beforeEach(() => void baton.sandbox.clock.move(60_000));

describe('an admin posts a CSV as Excel in Brazil saves it', () => {
  test('rehearsed with ?dryRun=1 it is reported row by row and nothing is saved', async () => {
    const before = await baton.health(acme);
    const { status, body } = await post(hook, windows1252(FILE), '?dryRun=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dryRun: true, rows: 7, created: 4, duplicate: 1, skipped: 1, error: 1,
      lines: { created: '2-3,5-6', updated: '', duplicate: '8', skipped: '7', error: '4' },
      problems: [{ line: 4, severity: 'error', code: 'bad-score' }, { line: 6, severity: 'warning', code: 'bad-cnpj' }],
    });
    await baton.idle();
    expect(await stored()).toBe(0);
    expect((await baton.health(acme)).figures).toEqual(before.figures);
  });

  test('posted it does what the rehearsal said, and the company\'s card shows the answers', async () => {
    const { status, body } = await post(hook, windows1252(FILE));
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: false, state: 'parsed', created: 4, error: 1, matched: 2, unmatched: 2, lines: { created: '2-3,5-6', error: '4' } });
    await baton.idle();
    expect((await baton.nps(acme)).figures!.latest).toMatchObject([
      { score: 2, comment: 'Não resolveram; de novo', respondent: 'Zoé', role: 'Gerente', answeredAt: '2026-11-13T03:00:00.000Z' },
      { score: 10, comment: 'Atenção ótima – obrigado', respondent: 'João Conceição', role: 'Sócio', answeredAt: '2026-11-02T12:30:00.000Z' },
    ]);
  });

  test('from the portal\'s drop control it is reported in the page\'s language', async () => {
    baton.sandbox.world.demo.hooks = [{ kind: 'csv', name: 'Planilha', url: hook.replace(baton.url, baton.config.publicUrl) }];
    const drop = async (lang: string) => {
      const asked = { method: 'POST', headers: { 'content-type': 'application/json', 'x-sandbox-portal': '1' }, body: JSON.stringify({ csv: FILE, dryRun: true, lang }) };
      const answer = (await (await fetch(`${baton.sandbox.url}/portal/api/controls/csv`, asked)).json()) as { body: string };
      return (JSON.parse(answer.body) as { problems: { line: number; message: string }[] }).problems.map(({ line, message }) => `${line}: ${message}`);
    };
    expect(await drop('pt-BR')).toEqual([
      '4: "11" não é uma nota de nps: é preciso um número inteiro de 0 a 10.',
      '6: O CNPJ não passa nos dígitos verificadores; ele ficou de fora. Formate a coluna como texto antes de salvar.',
    ]);
    expect((await drop('en'))[0]).toBe('4: "11" is no nps answer: a whole number from 0 to 10 is needed.');
  });

  test('posted twice it changes nothing', async () => {
    const before = [await answers(), (await baton.health(acme)).figures, (await baton.nps(acme)).figures];
    const { body } = await post(hook, windows1252(FILE));
    expect(body).toMatchObject({ created: 0, updated: 0, duplicate: 5, lines: { duplicate: '2-3,5-6,8' } });
    await baton.idle();
    expect([await answers(), (await baton.health(acme)).figures, (await baton.nps(acme)).figures]).toEqual(before);
  });

  test('a mended file posted later wins, row by row', async () => {
    const mended = FILE.replace('R3;11;nota impossível', 'R3;1;nota impossível').replace('R2;2;', 'R2;3;');
    const { body } = await post(hook, windows1252(mended));
    expect(body).toMatchObject({ created: 1, error: 0, lines: { created: '4' } });
    await baton.idle();
    expect((await answers()).map((answer) => [answer.external_id, answer.score])).toEqual([['R1', 10], ['R2', 2], ['R3', 1], ['R4', 7], ['R5', 8]]);
    const again = FILE.replaceAll('R2;2;', 'R2;3;');
    expect((await post(hook, windows1252(again))).body).toMatchObject({ updated: 1 });
    expect((await answers()).find((answer) => answer.external_id === 'R2')!.score).toBe(3);
  });

  test('a file that holds no score is refused in words that name the cure', async () => {
    const { status, body } = await post(hook, 'a;b\n1;2\n');
    expect(status).toBe(422);
    expect(body.error).toMatch(/No column holds the score: call it "nota" or "score"/);
  });
});

import { describe, expect, it } from 'vitest';
import { ACME, answers, deliveries, parseAll, source, useSurveys } from '../support/use-surveys.ts';

const surveys = useSurveys();

describe('a CSV of answers', () => {
  const file = [
    'id;nota;tipo;email;cnpj;data;comentario',
    '1;10;NPS;ana@acme.com.br;;20/11/2026;Ótimo',
    '2;0;NPS;;11.222.333/0001-81;19/11/2026;',
    '3;11;NPS;;;19/11/2026;',
    '4;7;NPS;x@gmail.com;;19/11/2026;',
    '2;0;NPS;;11.222.333/0001-81;19/11/2026;',
    ';;;;;;',
  ].join('\r\n');
  const post = (path: string, text: string, query = {}) => surveys.post(path, text, { query, headers: { 'content-type': 'text/csv' } });

  it('rehearsed: the report and nothing else', async () => {
    const path = await source(surveys, 'csv');
    const reply = await post(path, file, { dryRun: '1' });
    expect(reply).toMatchObject({ status: 200, body: { dryRun: true, rows: 6, created: 3, duplicate: 1, skipped: 1, error: 1, matched: 2, unmatched: 1 } });
    expect([await answers(surveys), await deliveries(surveys), surveys.announced()]).toEqual([[], [], []]);
  });

  it('posted: every row accounted for by its line, then the same again', async () => {
    const path = await source(surveys, 'csv');
    expect(await post(path, file)).toMatchObject({
      status: 200,
      body: {
        state: 'parsed', rows: 6, created: 3, updated: 0, duplicate: 1, skipped: 1, error: 1, matched: 2, unmatched: 1,
        lines: { created: '2-3,5', duplicate: '6', skipped: '7', error: '4' },
        problems: [{ line: 4, code: 'bad-score' }],
      },
    });
    expect(surveys.announced()).toEqual([ACME]);
    surveys.clock.now = new Date(surveys.clock.now.getTime() + 60_000);
    expect(await post(path, file)).toMatchObject({ body: { created: 0, updated: 0, duplicate: 4, lines: { duplicate: '2-3,5-6' } } });
    expect(surveys.announced()).toEqual([]);
    surveys.clock.now = new Date(surveys.clock.now.getTime() + 60_000);
    expect(await post(path, file.replace('1;10;', '1;8;'))).toMatchObject({ body: { updated: 1, duplicate: 3, lines: { updated: '2' } } });
    expect(await answers(surveys)).toMatchObject([{ external_id: '1', score: 8 }, { external_id: '2', score: 0 }, { external_id: '4', match_state: 'unmatched' }]);
  });

  it('that cannot be read at all is told so in words, kept, and can be run again', async () => {
    const path = await source(surveys, 'csv');
    expect(await post(path, 'a;b\n1;2\n')).toMatchObject({ status: 422, body: { state: 'failed', error: expect.stringContaining('No column holds the score') } });
    expect(await deliveries(surveys)).toMatchObject([{ state: 'failed' }]);
    expect(await post(path, 'a;b\n1;2\n', { dryRun: '1' })).toMatchObject({ status: 422 });
  });

  it('is answered in the language that is asked for, English where none is', async () => {
    const path = await source(surveys, 'csv');
    const [header, , , wrong] = file.split('\r\n');
    const messages = async (query: object, headers = {}) => {
      const { body } = await surveys.post(path, [header, wrong].join('\n'), { query: { dryRun: '1', ...query }, headers });
      return (body as { problems: { code: string; message: string }[] }).problems.map(({ code, message }) => `${code}: ${message}`);
    };
    const portuguese = ['bad-score: "11" não é uma nota de nps: é preciso um número inteiro de 0 a 10.'];
    expect(await messages({})).toEqual(['bad-score: "11" is no nps answer: a whole number from 0 to 10 is needed.']);
    expect(await messages({ lang: 'pt-BR' })).toEqual(portuguese);
    expect(await messages({}, { 'accept-language': 'pt-BR,pt;q=0.9,en;q=0.8' })).toEqual(portuguese);
    expect(await surveys.post(path, 'a;b\n1;2\n', { query: { lang: 'pt-BR' } })).toMatchObject({ status: 422, body: { error: expect.stringContaining('Nenhuma coluna traz a nota') } });
    expect(await surveys.post(`${path}x`, 'a', { query: { lang: 'pt-BR' } })).toMatchObject({ status: 401, body: { error: expect.stringContaining('Este endereço não é válido') } });
  });

  it('its job, coming later, finds it done', async () => {
    const path = await source(surveys, 'csv');
    await post(path, file);
    surveys.announced();
    await parseAll(surveys);
    expect(surveys.announced()).toEqual([]);
    expect(await answers(surveys)).toHaveLength(3);
  });

  it('beyond what the embedded database takes is refused whole, with the cure', async () => {
    const path = await source(surveys, 'csv');
    const rows = Array.from({ length: 6001 }, (_, index) => `${index};9;NPS;;;;`);
    expect(await post(path, [file.split('\r\n')[0], ...rows].join('\n'))).toMatchObject({ status: 422, body: { error: expect.stringContaining('DATABASE_URL') } });
    expect(await answers(surveys)).toEqual([]);
  });

  it('of 5,000 rows is read in the request', async () => {
    const path = await source(surveys, 'csv');
    const rows = Array.from({ length: 5000 }, (_, index) => `${index};${index % 11};NPS;p${index}@acme.com.br;;20/11/2026;Comentário ${index}`);
    expect(await post(path, [file.split('\r\n')[0], ...rows].join('\n'))).toMatchObject({ status: 200, body: { created: 5000, matched: 5000 } });
  });
});

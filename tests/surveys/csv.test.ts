import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, readRecords, sniffDelimiter } from '../../src/server/surveys/csv-text.ts';
import { UnreadableDelivery } from '../../src/server/surveys/answer.ts';
import { read } from '../support/read-survey.ts';

const csv = (text: string | Uint8Array, settings: object = { type: 'nps' }) => read('csv', text, settings);
const scores = (text: string | Uint8Array, settings?: object) => csv(text, settings).answers.map((answer) => answer.score);

describe('encodings', () => {
  const text = 'nota;comentário\r\n9;Ótimo – valeu €\r\n';

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16LE without one', Buffer.from(text, 'utf16le')],
    ['UTF-16BE with one', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from([...text].map((sign) => ({ '–': 0x96, '€': 0x80 })[sign] ?? sign.charCodeAt(0)))],
  ])('%s', (_name, bytes) => {
    expect(csv(bytes).answers[0]).toMatchObject({ score: 9, comment: 'Ótimo – valeu €' });
  });

  it('refuses NUL', () => {
    expect(() => csv(Buffer.from('nota\n9\n\u0000'))).toThrow('NUL');
  });
});

describe('delimiters', () => {
  it.each([
    ['semicolon', 'id;nota\na;9\nb;0\n'],
    ['comma', 'id,nota\na,9\nb,0\n'],
    ['tab', 'id\tnota\na\t9\nb\t0\n'],
    ['bar', 'id|nota\na|9\nb|0\n'],
    ['sep= line', 'sep=;\nid;nota\na;9\nb;0\n'],
    ['one column', 'nota\n9\n0\n'],
    ['comma, with many semicolons in quotation marks', 'id,nota,comentario\na,9,"a;b;c;d;e;f"\nb,0,";;;;;;;"\n'],
  ])('%s', (_name, text) => {
    expect(scores(text)).toEqual([9, 0]);
  });

  it('the source may name it', () => {
    expect(scores('id|x;nota\n1|2;9\n', { type: 'nps', delimiter: ';' })).toEqual([9]);
  });
});

describe('what Excel in Brazil makes of a file', () => {
  it('decimal commas, day first, local time, the portal zone', () => {
    const { answers } = csv('id;nota;data\n1;9,0;03/02/2026 10:00\n2;4,5;03/02/2026\n');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ score: 9, answeredAt: new Date('2026-02-03T13:00:00Z') });
  });

  it('one provable date decides its whole column', () => {
    const { answers } = csv('id;nota;data\n1;9;03/02/2026\n2;9;02/25/2026\n');
    expect(answers[0]!.answeredAt).toEqual(new Date('2026-03-02T03:00:00Z'));
  });

  it('a heading with (UTC) means UTC', () => {
    expect(csv('id,nota,Submit Date (UTC)\n1,9,2026-02-03 10:00:00\n').answers[0]!.answeredAt).toEqual(new Date('2026-02-03T10:00:00Z'));
  });

  it('an eaten CNPJ comes back if its check digits agree, else the row stays without it', () => {
    const { answers, problems } = csv('id;nota;CNPJ\n1;9;1,1222333000181E+13\n2;9;1,12223E+13\n3;9;6990590000123\n');
    expect(answers.map((answer) => answer.hints.cnpj)).toEqual(['11222333000181', undefined, '06990590000123']);
    expect(problems).toMatchObject([{ row: 3, severity: 'warning', code: 'bad-cnpj' }]);
  });

  it('Sim in an anonymous column hides the person, not the company', () => {
    const { answers } = csv('id;nota;email;Anônimo\n1;9;ana@acme.com.br;Sim\n2;9;ana@acme.com.br;Não\n');
    expect(answers[0]).toMatchObject({ respondentKey: null, respondentEmail: null, hints: { domain: 'acme.com.br' } });
    expect(answers[0]!.hints.email).toBeUndefined();
    expect(answers[1]).toMatchObject({ respondentKey: 'ana@acme.com.br' });
  });

  it('blank rows are passed over; lines stay those of the file, breaks in comments included', () => {
    const { answers, problems } = csv('nota;id;comentario\n\n9;a;"uma\nlinha"\n;;\n12;b;\n8;c;\n\n;;\n');
    expect(answers.map((answer) => [answer.row, answer.score])).toEqual([[3, 9], [7, 8]]);
    expect(problems.filter((problem) => problem.severity === 'error')).toMatchObject([{ row: 6, code: 'bad-score' }]);
  });
});

describe('headings', () => {
  it("HubSpot's export in Portuguese", () => {
    const { answers } = csv(
      'ID do registro;Tipo de pesquisa;Classificação;Resposta;E-mail;Nome;Sobrenome;Data;Nome da pesquisa\n77;CSAT;2;Bom;ana@acme.com.br;Ana;Souza;21/11/2026 09:00;Suporte\n',
      { scales: { csat: { min: 0, max: 2 } } },
    );
    expect(answers[0]).toMatchObject({
      externalId: '77', type: 'csat', score: 2, class: 'promoter', kind: 'transactional', comment: 'Bom', respondentName: 'Ana Souza', surveyName: 'Suporte',
    });
  });

  it("HubSpot's export in English", () => {
    const { answers } = csv('Record ID,Survey type,Rating,Response,Email,First name,Last name,Date,Source\n78,NPS,0,Bad,ana@acme.com.br,Ana,Souza,2026-11-20 09:00,EMAIL\n', {});
    expect(answers[0]).toMatchObject({ type: 'nps', score: 0, class: 'detractor', comment: 'Bad', respondentName: 'Ana Souza', channel: 'email' });
  });

  it('a column called NPS tells its type; the source may choose columns itself', () => {
    expect(csv('id;NPS\n1;9\n', {}).answers[0]!.type).toBe('nps');
    expect(csv('id;Coluna X;nota\n1;9;3\n', { type: 'nps', columns: { score: 'coluna x' } }).answers[0]!.score).toBe(9);
  });

  it('none with a score, or a chosen one that is not there: the whole file is refused, with the cure', () => {
    expect(() => csv('id;texto livre\n1;x\n')).toThrow(/No column holds the score.*it has 2 cells/);
    expect(() => csv('id;nota\n1;9\n', { columns: { score: 'Nota final' } })).toThrow('Nota final');
    expect(() => csv('')).toThrow('empty');
    expect(() => csv('id;nota\n1;"9\n')).toThrow(/never closed/);
  });
});

describe('rows', () => {
  it('an unknown type is rejected by its name', () => {
    expect(csv('id;nota;tipo\n1;9;Satisfação geral\n', {}).problems[0]).toMatchObject({
      row: 2, severity: 'error', code: 'unknown-type', params: { given: 'Satisfação geral', known: 'ces, csat, likert, nps, stars' },
    });
  });

  it.each(['-1', '11', '7.5', '', 'nove'])('the score %o is an error of its row alone', (score) => {
    const { answers, problems } = csv(`id;nota\n1;${score}\n2;0\n`);
    expect(answers.map((answer) => answer.row)).toEqual([3]);
    expect(problems).toMatchObject([{ row: 2, severity: 'error', code: score === '' ? 'empty-score' : 'bad-score' }]);
  });

  it('a date that is none, or in the future, is an error of its row', () => {
    expect(csv('id;nota;data\n1;9;31/02/2026\n2;9;30/11/2026\n').problems).toMatchObject([{ row: 2, code: 'bad-date' }, { row: 3, code: 'future' }]);
  });

  it('a row that was sent and not answered is an invitation', () => {
    const { answers, invitations, problems } = csv('id;nota;enviado em;email\n1;;01/11/2026;a@acme.com.br\n2;9;01/11/2026;b@acme.com.br\n');
    expect(invitations.map((invitation) => invitation.externalId)).toEqual(['1', '2']);
    expect(answers.map((answer) => answer.externalId)).toEqual(['2']);
    expect(problems).toEqual([]);
  });

  it('without an id the content is the key: the same row again is the same answer, nameless equal rows are not', () => {
    const named = csv('nota;email;data\n9;a@acme.com.br;01/11/2026\n9;a@acme.com.br;01/11/2026\n').answers;
    expect(named[0]!.externalId).toBe(named[1]!.externalId);
    const nameless = csv('nota\n9\n9\n').answers;
    expect(nameless[0]!.externalId).not.toBe(nameless[1]!.externalId);
    expect(csv('nota\n9\n9\n').answers.map((answer) => answer.externalId)).toEqual(nameless.map((answer) => answer.externalId));
  });

  it('a cell of more than 10,000 characters is an error of its row', () => {
    expect(csv(`id;nota;comentario\n1;9;${'x'.repeat(10_001)}\n2;8;y\n`)).toMatchObject({ problems: [{ row: 2, code: 'cell-too-long' }], answers: [{ row: 3 }] });
  });

  it('more than 200 columns refuse the file', () => {
    expect(() => csv(`${Array.from({ length: 201 }, (_, i) => `c${i}`).join(';')}\n`)).toThrow(UnreadableDelivery);
  });
});

describe('any table', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ç', ' ', ';', ',', '"', '\n', '\t', '0', '|'), maxLength: 12 });
  const table = fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));
  const print = (rows: string[][], delimiter: string) => rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter)).join('\n') + '\n';

  it('comes back from its CSV, with the line each record begins on', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(';', ',', '\t', '|'), (rows, delimiter) => {
        const text = print(rows, delimiter);
        expect(sniffDelimiter(text)).toBe(delimiter);
        const records = readRecords(decodeText(Buffer.from(text)));
        expect(records.map((record) => record.cells)).toEqual(rows);
        let line = 1;
        for (const [index, record] of records.entries()) {
          expect(record.line).toBe(line);
          line += 1 + rows[index]!.join('').split('\n').length - 1;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('any bytes are read or refused, never thrown over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          csv(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDelivery);
        }
      }),
      { numRuns: 500 },
    );
  });
});

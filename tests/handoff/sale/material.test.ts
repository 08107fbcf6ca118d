import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingNotes } from '../../../sandbox/seed/deal-notes.ts';
import { materialOf } from '../../../src/server/handoff/sale/material.ts';
import { plainText } from '../../../src/server/lib/rich-text.ts';

const at = '2026-11-12T12:00:00.000Z';
const partsOf = (text: string) => materialOf([{ id: '1', at, changedAt: at, text }]).map((part) => [part.field, part.text]);

describe('what notes offer for the fields', () => {
  it('a paragraph whose heading names a field', () => {
    expect(partsOf('Por que compram: fecham o mês em planilhas.\nConcorrente: avaliaram o Kondrel.\nPróximo passo: ligar na sexta.')).toEqual([
      ['whyBought', 'fecham o mês em planilhas.'], ['competitor', 'avaliaram o Kondrel.'],
    ]);
  });

  it('the points below a heading of its own, a line each', () => {
    expect(partsOf('O que prometi\n- Integração em 45 dias\n- Duas turmas\nA integração está no contrato.\n- solto')).toEqual([['promises', 'Integração em 45 dias\nDuas turmas']]);
  });

  it('nothing of a text that only speaks of it', () => {
    expect(partsOf('Falamos muito sobre o risco de atraso e sobre o escopo, sem decidir: fica para depois.')).toEqual([]);
    expect(partsOf('Risco')).toEqual([]);
  });

  it('English headings as well', () => {
    expect(partsOf('Risks: IT freezes in December\nGoal: 4% by June\nDecision makers: Ana').map(([field]) => field)).toEqual(['risks', 'objective', 'stakeholders']);
  });

  it('of the notes of the trial, each promise and risk', () => {
    const notes = closingNotes[1]!.map(({ body }, index) => ({ id: String(index), at, changedAt: at, text: plainText(body) }));
    expect(materialOf(notes).map((part) => part.field)).toEqual(['whyBought', 'objective', 'promises', 'scope', 'risks']);
  });

  it('is always a part of the note', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('Risco: x', 'Promessas', '- a', 'Escopo:', 'Why: b'), fc.string({ maxLength: 60 }).filter((line) => !line.includes('\n')))), (lines) => {
        for (const [, text] of partsOf(lines.join('\n'))) for (const line of text!.split('\n')) expect(lines.join('\n')).toContain(line);
      }),
    );
  });
});

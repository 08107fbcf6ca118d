import { foldText } from '../lib/text-match.ts';

/** A word that says something, as terms are looked for among them. */
export interface Word {
  /** Without accents and in lower case. */
  folded: string;
  /** The same for one and for several: "integração" and "integrações", "invoice" and "invoices". */
  stem: string;
  /** `direct`: "não é caro"; `trouble`: it is said that there is no trouble with it, as in "sem problemas de integração". */
  negated: 'direct' | 'trouble' | null;
  /** False: a sentence begins with it, or a negation stands before it; no term reaches over either. */
  follows: boolean;
}

const set = (words: string) => new Set(words.split(' '));

/** Words that may stand between a negation and what it negates, and between the words of a term. */
const LIGHT = set(
  'e era eram foi foram seja ser sera sao esta estao estava estamos estou ta fica ficou ficar tem temos tenho tinha tive tivemos tiveram teve ter ha houve havia existe existem ' +
  'acho achei achamos considero consideramos parece pareceu vejo vi vimos sinto senti encontrei encontramos muito muita muitos muitas tanto tanta tao bem mais demais um uma ' +
  'o a os as ao aos de do da dos das com em na nos nas por pelo pela para pra pro que qualquer algum alguma meu minha nosso nossa nossos nossas seu sua me se ' +
  'is are was were be been being am its it an the of to in on at for from with by very too really quite bit much many any some that this these those our your my their ' +
  'have has had having there i we you they find found think feel feels seem seems all ever more most get got us',
);
/** Light only in English: "só" of "não só caro" is folded to the same. */
const LIGHT_IN_ENGLISH = set('so');

const NEGATIONS = set(
  'nao n nem sem nunca jamais nada nenhum nenhuma ninguem not nor never without cannot nothing nobody none isnt arent wasnt werent dont doesnt didnt cant wont couldnt wouldnt havent hasnt hadnt aint',
);
/** "No support" negates, "no suporte" says where. */
const NEGATIONS_IN_ENGLISH = set('no');

/** "Sem problemas de integração" denies the trouble, and with it what it would be with. */
const TROUBLES = set('problema problemas dificuldade dificuldades queixa queixas reclamacao reclamacoes problem problems issue issues trouble troubles difficulty difficulties complaint complaints');

const ENGLISH = set('the is are was it its we you our your have has had with and of for to in but very this that they be been i my all from when would could can need needs really good great everything any problems issues complaints so');
const PORTUGUESE = set('de que nao e o os um uma para pra com em muito mas da na dos das foi ser sao esta tem se por mais ao ja eu nos bom boa otimo otima sistema suporte atendimento');

/** Where a thought ends, for negations; a hyphen inside a word and a comma inside a number end nothing. */
const PAUSE = /[,:](?=\s|$)|[()–—]|\s-\s/;
/** Where a sentence ends, for terms, too. */
const STOP = /[.](?=\s|$)|[!?;…\n]/;
const APOSTROPHES = /['’‘`´]/g;

/** The words of a text that say something, in their order; the light ones are left out. */
export function wordsOf(text: string): Word[] {
  const english = isEnglish(text);
  const words: Word[] = [];
  for (const sentence of plain(text).split(STOP)) {
    let follows = false;
    for (const clause of sentence.split(PAUSE)) {
      let negated: Word['negated'] = null;
      for (const folded of foldText(clause).split(' ')) {
        if (folded === '' || isLight(folded, english)) continue;
        if (NEGATIONS.has(folded) || (english && NEGATIONS_IN_ENGLISH.has(folded))) {
          negated = 'direct';
          follows = false;
          continue;
        }
        words.push({ folded, stem: stemOf(folded), negated, follows });
        follows = true;
        negated = negated !== null && TROUBLES.has(folded) ? 'trouble' : null;
      }
    }
  }
  return words;
}

/** "isn't" is one word; a stress mark that is a sign of its own belongs to its letter. */
function plain(text: string): string {
  return text.normalize('NFC').replace(APOSTROPHES, '');
}

function isLight(folded: string, english: boolean): boolean {
  return LIGHT.has(folded) || (english && LIGHT_IN_ENGLISH.has(folded)) || (!english && NEGATIONS_IN_ENGLISH.has(folded));
}

/** Whether a text is rather English than Portuguese. */
function isEnglish(text: string): boolean {
  let lead = 0;
  for (const folded of foldText(plain(text)).split(' ')) lead += Number(ENGLISH.has(folded)) - Number(PORTUGUESE.has(folded));
  return lead > 0;
}

/** One form for singular and plural, in Portuguese and English alike; it is compared, and never shown. */
function stemOf(folded: string): string {
  if (folded.length < 4) return folded;
  return folded
    .replace(/[oa]es$/, 'ao')
    .replace(/(?<=..)([aou])is$/, '$1l')
    .replace(/(?<=..[^aou])is$|(?<=..)eis$/, 'il')
    .replace(/([^s])s$/, '$1')
    .replace(/(?<=...)e$/, '')
    .replace(/el$/, 'il')
    .replace(/n$/, 'm')
    .replace(/y$/, 'i');
}

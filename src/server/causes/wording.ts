import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Words } from '../platform/words.ts';
import type { TermFault } from './lexicon.ts';
import type { LexiconFault } from './lexicon-fault.ts';

const terms: Record<TermFault, (term: string) => Words> = {
  light: (term) => ({
    'pt-BR': `"${term}" não diz nada sozinha: escreva uma palavra que só aparece quando se fala desta causa.`,
    en: `"${term}" says nothing by itself: write a word that only stands where this cause is spoken of.`,
  }),
  ending: (term) => ({
    'pt-BR': `Em "${term}", o * só pode ficar no fim de uma palavra, depois de três letras ou mais, como em demor*.`,
    en: `In "${term}" the * can only stand at the end of a word, behind three letters or more, as in cancel*.`,
  }),
  negation: (term) => ({
    'pt-BR': `Em "${term}", a negação só pode vir no começo, como em "não funciona".`,
    en: `In "${term}" the negation can only come first, as in "not working".`,
  }),
};

/** Why causes cannot be kept, and what to do. */
export function faultText(fault: LexiconFault, language: Language): string {
  switch (fault.kind) {
    case 'term':
      return terms[fault.fault](fault.term)[language];
    case 'name-missing':
      return { 'pt-BR': 'Uma causa sua está sem nome: dê um nome a ela.', en: 'A cause of your own has no name: give it one.' }[language];
    case 'name-twice':
      return { 'pt-BR': `Duas causas se chamam "${fault.name}": mude um dos nomes, ou arquive uma delas.`, en: `Two causes are called "${fault.name}": change one name, or archive one of them.` }[language];
    case 'other-causes':
      return { 'pt-BR': 'A lista de causas não é mais a desta página: recarregue-a.', en: 'The list of causes is no longer the one of this page: reload it.' }[language];
  }
}

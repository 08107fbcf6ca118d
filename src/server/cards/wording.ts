import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Words } from '../platform/words.ts';

/** Why figures are behind, and what to do; cards write since when. */
export const flowStopped: Words = {
  'pt-BR': 'O Baton não está recebendo dados do HubSpot. O administrador deve conferir a conexão.',
  en: 'Baton is not receiving data from HubSpot. The administrator should check the connection.',
};

export const scoringLate: Words = {
  'pt-BR': 'O cálculo da nota está atrasado. Ele se recupera sozinho; se continuar, avise o administrador.',
  en: 'The score computation is behind. It catches up by itself; if it persists, tell the administrator.',
};

/** Sources of the company's answers: those the administrator paused, and those that brought none any more by themselves. */
export function sourcesStopped(sources: readonly { name: string; paused: boolean }[], language: Language): string {
  const named = (paused: boolean) => {
    const names = sources.filter((source) => source.paused === paused).map(({ name }) => `"${name}"`);
    return { one: names.length === 1, any: names.length > 0, list: new Intl.ListFormat(language, { type: 'conjunction' }).format(names) };
  };
  const paused = named(true);
  const stopped = named(false);
  const told = {
    'pt-BR': [
      paused.any && `O administrador pausou ${paused.one ? 'a fonte' : 'as fontes'} ${paused.list}: o que ${paused.one ? 'ela recebe conta quando for retomada' : 'elas recebem conta quando forem retomadas'}.`,
      stopped.any && `${stopped.one ? 'A fonte' : 'As fontes'} ${stopped.list} ${stopped.one ? 'parou' : 'pararam'} de trazer respostas. O administrador deve ${stopped.one ? 'conferi-la' : 'conferi-las'}.`,
    ],
    en: [
      paused.any && `The administrator paused the ${paused.one ? 'source' : 'sources'} ${paused.list}: what ${paused.one ? 'it receives counts once it is resumed' : 'they receive counts once they are resumed'}.`,
      stopped.any && `The ${stopped.one ? 'source' : 'sources'} ${stopped.list} ${stopped.one ? 'has' : 'have'} stopped bringing answers. The administrator should check ${stopped.one ? 'it' : 'them'}.`,
    ],
  };
  return told[language].filter((part) => part !== false).join(' ');
}

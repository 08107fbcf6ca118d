import { refusalsOf } from '../http/hubspot-request.ts';

/** So many can be told; more is a mailing list. */
export const MOST_SUBSCRIPTIONS = 100;

export type BulletinFault = 'email' | 'zone' | 'owner' | 'known' | 'left' | 'most' | 'gone' | 'changed' | 'later';

/** Why a change of who gets the bulletin is refused, and what to do. */
export const bulletinRefusal = refusalsOf<BulletinFault>({
  email: { code: 'invalid', cure: { 'pt-BR': 'Isto não é um endereço de e-mail: confira.', en: 'That is no e-mail address: check it.' } },
  zone: { code: 'invalid', cure: { 'pt-BR': 'Este fuso horário não é conhecido: escolha um da lista.', en: 'That time zone is not known: choose one of the list.' } },
  owner: { code: 'invalid', cure: { 'pt-BR': 'Esta pessoa não é mais proprietária de registros nesta conta: recarregue a página.', en: 'That person owns nothing in this account any more: reload the page.' } },
  known: { code: 'conflict', cure: { 'pt-BR': 'Este endereço já recebe o boletim: mude a linha dele na lista.', en: 'This address gets the bulletin already: change its entry in the list.' } },
  left: { code: 'conflict', cure: { 'pt-BR': 'Esta pessoa saiu ou foi retirada: só adicione de novo se ela pediu, e marque isso.', en: 'This person has left, or was taken out: add them again only if they asked for it, and say so.' } },
  most: { code: 'invalid', cure: { 'pt-BR': `Uma conta tem no máximo ${MOST_SUBSCRIPTIONS} pessoas que recebem: retire uma primeiro.`, en: `An account has at most ${MOST_SUBSCRIPTIONS} subscriptions: revoke one first.` } },
  gone: { code: 'not-found', cure: { 'pt-BR': 'Esta pessoa não recebe mais o boletim: recarregue a página.', en: 'There is no such subscription that is on: reload the page.' } },
  changed: { code: 'conflict', cure: { 'pt-BR': 'Alguém mudou isto antes de você: recarregue a página.', en: 'Somebody else has changed this subscription meanwhile: reload the page.' } },
  later: { code: 'try-later', cure: { 'pt-BR': 'O HubSpot não informou os segmentos agora: tente de novo em um minuto.', en: 'HubSpot does not tell the segments now: try again in a minute.' } },
});

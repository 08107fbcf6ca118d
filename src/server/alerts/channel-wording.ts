import type { z } from 'zod';
import type { ToldFault } from '../../../extensions/contracts/channels.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import { refusalsOf } from '../http/hubspot-request.ts';
import type { Words } from '../platform/words.ts';
import type { Channel, ChannelFault } from './channel.ts';
import type { SettingRule } from './setting-rule.ts';

/** Why a channel does not work, and what to do about it where the channel says nothing of its own. */
const faultWords: { [fault in ChannelFault | 'unreached']: { told: Words; cure: Words } } = {
  gone: {
    told: { 'pt-BR': 'O destino não existe mais.', en: 'The place is no more.' },
    cure: { 'pt-BR': 'Veja no destino se ele foi apagado ou mudou de endereço, informe o novo aqui e teste.', en: 'See there whether it was deleted or moved, enter the new address here and test.' },
  },
  login: {
    told: { 'pt-BR': 'O login, o token ou o segredo não foi aceito.', en: 'The login, token or secret was not taken.' },
    cure: { 'pt-BR': 'Informe-o de novo aqui e teste.', en: 'Enter it again here and test.' },
  },
  address: {
    told: { 'pt-BR': 'O endereço não leva a um serviço que possa ser chamado com segurança.', en: 'The address does not lead to a service that can be called safely.' },
    cure: { 'pt-BR': 'Confira o nome e a porta. O servidor precisa estar na internet, com TLS e um certificado válido para este nome, e não pode redirecionar.', en: 'Check its name and port. The server must be on the internet, with TLS and a certificate that is valid for this name, and must not redirect.' },
  },
  recipient: {
    told: { 'pt-BR': 'Este destinatário não existe ou não aceita a mensagem.', en: 'This recipient does not exist, or does not take the message.' },
    cure: { 'pt-BR': 'Confira o e-mail da pessoa no HubSpot.', en: 'Check the e-mail of the person in HubSpot.' },
  },
  forbidden: {
    told: { 'pt-BR': 'A conta do outro lado não permite isto.', en: 'The account on the other side does not allow it.' },
    cure: { 'pt-BR': 'Peça a quem administra o destino que libere o Baton e teste.', en: 'Ask whoever administers it to let Baton in, and test.' },
  },
  refused: {
    told: { 'pt-BR': 'O destino respondeu, mas não aceitou a mensagem.', en: 'The place answered, but did not take the message.' },
    cure: { 'pt-BR': 'Veja no destino por que ele recusa.', en: 'See there why it refuses.' },
  },
  unreached: {
    told: { 'pt-BR': 'Não houve resposta a tempo.', en: 'There was no answer in time.' },
    cure: { 'pt-BR': 'O Baton tenta de novo sozinho. Se continuar, confira o nome e a porta, e se o serviço está no ar.', en: 'Baton tries again by itself. If it goes on, check the name and port, and whether the service is up.' },
  },
};

/** A fault of a channel in the reader's language, with its cure. */
export function toldFault(channel: Pick<Channel, 'cures'> | undefined, fault: ChannelFault | 'unreached', language: Language): ToldFault {
  const { told, cure } = faultWords[fault];
  const own = fault === 'unreached' ? undefined : channel?.cures?.[fault];
  return { told: told[language], cure: (own ?? cure)[language] };
}

/** What admins are told when a channel is disabled. */
export const disabledWords: { [language in Language]: { title: (name: string) => string; what: string; cure: string; reason: string } } = {
  'pt-BR': { title: (name) => `O canal "${name}" parou: o Baton não envia mais por ele`, what: 'O que houve', cure: 'O que fazer', reason: 'Você recebe este aviso porque é admin do Baton na sua conta. O que ficou por enviar sai quando o canal voltar.' },
  en: { title: (name) => `The channel "${name}" stopped: Baton sends nothing by it any more`, what: 'What happened', cure: 'What to do', reason: 'You get this because you are an admin of Baton in your account. What was left goes out once the channel works again.' },
};

const rules: { [rule in SettingRule]: Words } = {
  'mail-host': { 'pt-BR': 'só o nome do servidor, como smtp.empresa.com.br', en: 'the name of the server alone, such as smtp.company.com' },
  'mail-address': { 'pt-BR': 'um endereço de e-mail, como avisos@empresa.com.br', en: 'an e-mail address, such as alerts@company.com' },
  'slack-url': { 'pt-BR': 'um endereço que comece com https://hooks.slack.com/services/', en: 'an address that begins with https://hooks.slack.com/services/' },
  'telegram-token': { 'pt-BR': 'o token inteiro, como o @BotFather o escreve (números, dois-pontos, letras)', en: 'the whole token as @BotFather writes it (digits, a colon, letters)' },
  'telegram-chat': { 'pt-BR': 'o número do chat, ou @ e o nome do canal', en: 'the number of the chat, or @ and the name of the channel' },
  'webhook-url': { 'pt-BR': 'um endereço que comece com https://', en: 'an address that begins with https://' },
  'webhook-secret': { 'pt-BR': 'whsec_ seguido de 24 a 64 bytes em base64', en: 'whsec_ followed by 24 to 64 bytes in base64' },
};

const general = {
  unfit: { 'pt-BR': 'As configurações não servem', en: 'The settings do not fit' },
  missing: { 'pt-BR': 'falta', en: 'is missing' },
  long: { 'pt-BR': 'é longo demais', en: 'is too long' },
  choice: { 'pt-BR': 'não é uma das opções', en: 'is none of the choices' },
  other: { 'pt-BR': 'não serve', en: 'does not fit' },
  unknown: { 'pt-BR': 'não é conhecido', en: 'is unknown' },
  place: {
    'pt-BR': 'Este endereço não pode ser chamado: ele precisa ser de um servidor na internet, pelo nome, e não de uma rede interna nem do próprio Baton.',
    en: 'This address cannot be called: it must be of a server on the internet, by its name, neither inside a network nor Baton itself.',
  },
} satisfies Record<string, Words>;

/** How many channels an account has at most. */
export const MOST_CHANNELS = 50;

/** Why a change of channels is refused, and what to do. */
export const channelRefusal = refusalsOf<'gone' | 'unknown-kind' | 'most'>({
  gone: { code: 'not-found', cure: { 'pt-BR': 'Este canal não existe mais: recarregue a página.', en: 'There is no such channel: reload the page.' } },
  'unknown-kind': { code: 'invalid', cure: { 'pt-BR': 'Esta versão do Baton não conhece este tipo de canal: recarregue a página.', en: 'This version of Baton does not know that kind of channel: reload the page.' } },
  most: { code: 'invalid', cure: { 'pt-BR': `Uma conta tem no máximo ${MOST_CHANNELS} canais: remova um primeiro.`, en: `An account has ${MOST_CHANNELS} channels at most: remove one first.` } },
});

/** That what the settings name cannot be called. */
export function placeFault(language: Language): string {
  return general.place[language];
}

/** Why settings do not fit, field by field; values are never repeated. */
export function settingsFault({ settings }: Pick<Channel, 'settings'>, error: z.core.$ZodError, language: Language): string {
  const faults = error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => key.slice(0, 60)) : [String(issue.path[0] ?? '')];
    return names.map((name) => `${settings.find((field) => field.id === name)?.label[language] ?? name}: ${faultOf(issue)[language]}`);
  });
  return `${general.unfit[language]}: ${faults.slice(0, 5).join('; ')}.`;
}

function faultOf(issue: z.core.$ZodIssue): Words {
  if (issue.code === 'custom') return rules[issue.params?.rule as SettingRule] ?? general.other;
  if (issue.code === 'too_big') return general.long;
  if (issue.code === 'invalid_value') return general.choice;
  if (issue.code === 'unrecognized_keys') return general.unknown;
  return issue.code === 'invalid_type' ? general.missing : general.other;
}
